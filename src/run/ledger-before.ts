/** Before the load: which keys are stored already, so that what an earlier run left is not taken for this one's. */
import { join } from 'node:path'
import { FiredrillError, messageOf } from '../errors.ts'
import { openKeys } from '../journal/columns/open.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { readStored } from '../ledger/read.ts'
import type { RunningTarget } from '../target/target.ts'
import { asksLedger } from './ledger.ts'
import type { Room } from './room.ts'
import type { RunOptions } from './run-options.ts'

/**
 * Keeps the keys in the run record and journals how it went. That the reader cannot say is no error of the run: there
 * may be nothing yet that it could be asked of. Throws only when it is interrupted.
 */
export async function keepKeysBefore(
  { directory, logsDir, nextMark, journal }: Room,
  { host, ledger, plan }: Pick<RunOptions, 'host' | 'ledger' | 'plan'>,
  { variables }: Pick<RunningTarget, 'variables'>,
  signal: AbortSignal,
): Promise<void> {
  if (ledger === null || !asksLedger(plan.drill)) return
  const startMs = journal.nowMs()
  let rows = 0
  const done = (error: string | null): void => {
    const tookMs = Math.round(journal.nowMs() - startMs)
    journal.write({ type: 'ledger-before', rows: error === null ? rows : 0, tookMs, error })
  }
  journal.write({ type: 'progress', text: 'reading what is stored before the load' })
  const columns = openKeys(await host.files.openAppend(join(directory, RECORD_FILES.storedBefore)))
  const log = join(logsDir, 'ledger.log')
  try {
    await readStored(host, ledger.stored, { variables, mark: nextMark(), log, signal }, (entry) => {
      if (!('key' in entry) || entry.count === 0) return
      rows += 1
      columns.append([{ key: entry.key }])
    })
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof FiredrillError)) throw error
    done(messageOf(error))
    return
  } finally {
    await columns.close()
  }
  done(null)
}
