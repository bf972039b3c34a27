import type { Kind } from '../kind.ts'
import { epochs, locks } from './claims.ts'
import { columns } from './columns.ts'
import { configurations } from './config.ts'
import { drills } from './drill.ts'
import { journals } from './journal.ts'
import { k6 } from './k6.ts'
import { ledger } from './ledger.ts'
import { logLines, traffic } from './logs.ts'
import { prober } from './prober.ts'
import { records } from './record.ts'
import { batches, verdicts } from './verdicts.ts'

/** Every kind of input, by the name for `--only`. */
export const KINDS: Readonly<Record<string, Kind>> = {
  config: configurations,
  drill: drills,
  k6,
  prober,
  ledger,
  journal: journals,
  columns,
  record: records,
  verdict: verdicts,
  batch: batches,
  epoch: epochs,
  lock: locks,
  traffic,
  logs: logLines,
}
