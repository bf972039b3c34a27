import type { JsonObject } from '../drill/model.ts'
import { listArg, textArg } from './args.ts'
import { failed } from './outcome.ts'
import type { UndoOutcome } from './undo.ts'

/**
 * `{ of, missing }`: in place of an undo of the kind `of` that cannot be carried out here, because the values of
 * `missing` are not known; none of them: what it needs was hidden for good.
 */
export async function lackingSecret(args: JsonObject): Promise<UndoOutcome> {
  const missing = listArg(args, 'missing')
  const of = textArg(args, 'of')
  if (missing.length === 0)
    return failed(
      `the undo "${of}" needs something that no journal holds, because it is a secret`,
      'Undo it by hand: the journal says what was done, with the secret left out.',
    )
  const variables = missing.flatMap((name) => /^env(?:ironment)? (.+?)(?:#\d+)?$/.exec(name)?.[1] ?? [])
  const remedy =
    variables.length === missing.length
      ? `Set ${variables.join(', ')} as it was for the run, and run \`firedrill recover\`.`
      : 'Run `firedrill recover` in the project, with the configuration as it was for the run.'
  return failed(`the undo "${of}" needs what is not known here: ${missing.join(', ')}`, remedy)
}
