import { join } from 'node:path'
import type { Files } from '../host/host.ts'
import { readStored, readWrites } from '../journal/columns/read.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { reconcile } from '../measure/ledger/reconcile.ts'
import type { Reading } from './read-once.ts'

/**
 * By the record's last reading: may what is stored still be on its way, because a job is open, a balance does not fit,
 * or a write that was acknowledged is missing? It can as well be lost: only time tells.
 */
export async function isUnfinished(
  files: Files,
  directory: string,
  { openJobs, balances }: Reading,
): Promise<boolean> {
  if (openJobs > 0 || balances.some(({ expected, actual }) => expected !== actual)) return true
  const path = join(directory, RECORD_FILES.writes)
  if (!(await files.exists(path))) return false
  const { writes } = readWrites(await files.readBytes(path))
  const { stored } = readStored(await files.readBytes(join(directory, RECORD_FILES.stored)))
  return reconcile(writes, stored).lost.length > 0
}
