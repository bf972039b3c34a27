/**
 * Holds what users were told of their writes against what is stored. By key: one that was tried again counts once, with
 * the most that its user was told.
 */
import type { Stored, Writes } from '../../journal/record.ts'
import { NO_JOBS } from '../../journal/rows.ts'
import { KeyIndex } from './key-index.ts'

/** Ascending: what a user was told last or elsewhere takes nothing back. */
const TOLD = ['refused', 'unknown', 'acknowledged'] as const
const RANKS: ReadonlyMap<string, number> = new Map(TOLD.map((told, rank) => [told, rank]))
const UNKNOWN = 1
const MOST = 65_535

export interface Reconciled {
  /** For each write that was sent, the first row with its key; the other lists name keys by that row. */
  first: Int32Array
  /** Different keys, by the most that was told of them. */
  told: Record<(typeof TOLD)[number], number>
  /** Keys of this run that are stored at least once; those among them of which nothing certain was told. */
  stored: number
  unknownStored: number
  /** By the row of each key: how often it is stored, and how often its job was done; 65,535 for more than that. */
  counts: Uint16Array
  jobs: Uint16Array
  /** Acknowledged, and not stored. */
  lost: number[]
  /** Stored more than once, whatever was told. */
  duplicated: number[]
  /** Refused, and stored. */
  refusedStored: number[]
  /** Stored keys that tell of a job; where it was done less often, or more often, than the write is stored. */
  withJob: number
  jobsLost: number[]
  jobsDuplicated: number[]
  /** Stored keys that no write of this run has: of other runs, or of writes that are not marked. */
  foreign: number
}

/** Exact, in one pass over each. */
export function reconcile(writes: Writes, stored: Stored): Reconciled {
  const index = new KeyIndex(writes.key, writes.length)
  const counts = new Uint16Array(writes.length)
  const jobs = new Uint16Array(writes.length)
  const tellsJobs = new Uint8Array(writes.length)
  let foreign = 0
  for (let row = 0; row < stored.length; row++) {
    const write = index.find(stored.key, row)
    if (write < 0) {
      foreign += 1
      continue
    }
    counts[write] = Math.min(MOST, counts[write]! + stored.count[row]!)
    if (stored.jobs[row] === NO_JOBS) continue
    jobs[write] = Math.min(MOST, jobs[write]! + stored.jobs[row]!)
    tellsJobs[write] = 1
  }
  const most = mostTold(writes, index.first)
  const found: Reconciled = {
    first: index.first,
    told: { refused: 0, unknown: 0, acknowledged: 0 },
    stored: 0,
    unknownStored: 0,
    counts,
    jobs,
    lost: [],
    duplicated: [],
    refusedStored: [],
    withJob: 0,
    jobsLost: [],
    jobsDuplicated: [],
    foreign,
  }
  for (let row = 0; row < writes.length; row++) {
    if (index.first[row] !== row) continue
    const told = TOLD[most[row]!]!
    found.told[told] += 1
    const count = counts[row]!
    if (count === 0) {
      if (told === 'acknowledged') found.lost.push(row)
      continue
    }
    found.stored += 1
    if (count > 1) found.duplicated.push(row)
    if (told === 'unknown') found.unknownStored += 1
    if (told === 'refused') found.refusedStored.push(row)
    if (tellsJobs[row] === 0) continue
    found.withJob += 1
    if (jobs[row]! < count) found.jobsLost.push(row)
    if (jobs[row]! > count) found.jobsDuplicated.push(row)
  }
  return found
}

function mostTold({ told, length }: Writes, first: Int32Array): Uint8Array {
  // What is no word that is known here leaves open what was told.
  const ranks = told.values.map((value) => RANKS.get(value) ?? UNKNOWN)
  const most = new Uint8Array(length)
  for (let row = 0; row < length; row++) {
    const key = first[row]!
    most[key] = Math.max(most[key]!, ranks[told.codes[row]!] ?? UNKNOWN)
  }
  return most
}
