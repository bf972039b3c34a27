/** The directory of a run's record: claimed by one run alone, with the drill and the configuration as they are. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { FiredrillError } from '../errors.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { keepReserve } from '../journal/reserve.ts'
import { configurationText, drillText } from '../journal/stored-drill.ts'
import { ownRedaction } from '../redact/process.ts'
import { claimEpoch } from './epoch.ts'
import type { RunOptions } from './run-options.ts'

export interface OpenedRecord {
  run: string
  directory: string
  logsDir: string
  epoch: number
}

/** By chance alone not even two of these are taken. */
const MOST_NAMES = 20

type Settings = Pick<RunOptions, 'host' | 'reportsDir' | 'plan' | 'configuration'>

/**
 * Two runs that begin in the same second may come upon the same name: whoever makes the first epoch there has it, and
 * the other takes the next. Throws `reports-unwritable`. `suffix`: what tells runs of one second apart.
 */
export async function openRecord(
  { host, reportsDir, plan, configuration }: Settings,
  wallMs: number,
  suffix: () => string = () => randomBytes(2).toString('hex'),
): Promise<OpenedRecord> {
  try {
    for (let attempt = 0; attempt < MOST_NAMES; attempt += 1) {
      const run = runName(plan.drill.name, wallMs, suffix())
      const directory = join(reportsDir, run)
      const logsDir = join(directory, RECORD_FILES.logs)
      await host.files.makeDir(logsDir)
      const epoch = await claimEpoch(host, directory, 'run', -1)
      if (epoch === null) continue
      await host.files.writeAtomic(
        join(directory, RECORD_FILES.drill),
        drillText(ownRedaction.deep(plan.drill)),
      )
      await host.files.writeAtomic(
        join(directory, RECORD_FILES.configuration),
        configurationText(ownRedaction.deep(configuration)),
      )
      await keepReserve(host.files, directory)
      return { run, directory, logsDir, epoch }
    }
  } catch (cause) {
    throw unwritable(`The run record cannot be written to ${reportsDir}.`, cause)
  }
  throw unwritable(`No run of this second finds a name of its own in ${reportsDir}.`)
}

/** Sorts by time and says what it was: `20261121-120304-kill-node-1f3a`. */
function runName(drill: string, wallMs: number, suffix: string): string {
  const [date = '', time = ''] = new Date(wallMs).toISOString().split('T')
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${drill}-${suffix}`
}

function unwritable(message: string, cause?: unknown): FiredrillError {
  const hint = 'Make the directory writable, or choose another with --out.'
  return new FiredrillError('reports-unwritable', message, cause === undefined ? { hint } : { hint, cause })
}
