import { trialOf } from './boot.ts'
import { find } from './finding.ts'
import type { Execute } from './step.ts'

/** Looks for the configuration's secrets in artifacts, logs and the record. */
export const searchSecrets: Execute<'search-secrets'> = async (_step, context) => {
  const { stage } = context
  // What was journaled so far is searched too; and the logs as they were written, since the record's own hide what is found.
  await stage.journal.sync()
  const { looked, secrets, found } = await trialOf(context).searchSecrets([stage.directory, stage.logsDir])
  const seen = secrets > 0 && looked > 0
  find(context, {
    what: 'no secret stands in artifacts, logs or record',
    holds: found.length > 0 ? false : seen ? true : null,
    evidence: [
      secrets === 0
        ? 'the configuration names no secret'
        : `${secrets} secrets were searched in ${looked} files`,
      ...found.map((file) => `found in ${file}`),
    ],
  })
  return 'done'
}
