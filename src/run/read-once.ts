/** One reading of what is stored, kept in the run record in place of the one before. */
import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import { openStored } from '../journal/columns/open.ts'
import type { Balance } from '../journal/ledger-events.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { NO_JOBS } from '../journal/rows.ts'
import { Digest } from '../ledger/digest.ts'
import { readStored, type StoredSource } from '../ledger/read.ts'
import type { Room } from './room.ts'

export interface Reading {
  rows: number
  openJobs: number
  balances: Balance[]
  /** Equal for two readings that say the same. */
  digest: string
}

/** Throws what `readStored` throws. */
export async function readOnce(
  { directory, logsDir, nextMark }: Pick<Room, 'directory' | 'logsDir' | 'nextMark'>,
  host: Host,
  source: StoredSource,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Reading> {
  const path = join(directory, RECORD_FILES.stored)
  await host.files.remove(path)
  const columns = openStored(await host.files.openAppend(path))
  const digest = new Digest()
  const seen = { rows: 0, openJobs: 0, balances: [] as Balance[] }
  const log = join(logsDir, 'ledger.log')
  try {
    await readStored(host, source, { variables, mark: nextMark(), log, signal }, (entry) => {
      digest.add(entry)
      if ('balance' in entry) {
        seen.balances.push({ name: entry.balance, expected: entry.expected, actual: entry.actual })
        return
      }
      const { key, count, jobs = NO_JOBS } = entry
      seen.rows += 1
      if (jobs < count) seen.openJobs += 1
      columns.append([{ key, count, jobs }])
    })
  } finally {
    await columns.close()
  }
  return { ...seen, digest: digest.value }
}
