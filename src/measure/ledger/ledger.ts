/** What became of the writes that the load marked with a key: how many were lost or doubled, and the story of some. */
import type { Balance } from '../../journal/ledger-events.ts'
import type { RunRecord } from '../../journal/record.ts'
import type { FaultSeen } from '../measurements.ts'
import { textAt } from './key-index.ts'
import { keysThere } from './known.ts'
import { type Near, nearOf } from './near.ts'
import { type ReadingSeen, readingOf } from './reading.ts'
import { type Reconciled, reconcile } from './reconcile.ts'

export interface LedgerSeen {
  writes: {
    /** Different keys, by what their users were told. */
    acknowledged: number
    refused: number
    unknown: number
    stored: number
    /** Of the unknown ones, how many are stored: they are resolved, and no fault. */
    unknownStored: number
    refusedStored: number
    lost: number
    duplicated: number
  }
  /** `told`: stored writes that tell of a job. */
  jobs: { told: number; lost: number; duplicated: number }
  /** What is counted and not kept by key: all of them, and those that differ. */
  balances: number
  differing: Balance[]
  /** Stored keys that are none of this run's. */
  foreign: number
  /** The keys that were stored before the load, or why that is not known; null: an older record does not say. */
  before: { keys: number; error: string | null } | null
  /** Null: an older record does not say. */
  reading: ReadingSeen | null
  /** The first of each problem, in the order in which they were sent. */
  stories: Story[]
}

export type Problem = 'lost' | 'duplicated' | 'refused-stored' | 'job-lost' | 'job-duplicated'

/** One key that is not as it should be. */
export interface Story {
  key: string
  problem: Problem
  /** Each time that it was sent; run ms. */
  attempts: Attempt[]
  stored: number
  jobs: number
  near: Near | null
}

export interface Attempt {
  startMs: number
  /** Null: the load ended before its user was told anything. */
  durationMs: number | null
  told: string
  /** 0: no answer. */
  status: number
  instance: string
  release: string
}

/** Either what was found, or why nothing could be. */
export type Ledger = { seen: LedgerSeen; why: null } | { seen: null; why: string }

/** Enough to see a pattern in. */
const STORIES_EACH = 10

export function ledgerOf(record: RunRecord, faults: readonly FaultSeen[]): Ledger {
  const { events, writes, stored, storedBefore } = record
  const read = events.findLast((event) => event.type === 'ledger-read')
  if (writes.length === 0)
    return { seen: null, why: 'the load marks no writes: its script does not use write() of firedrill/k6' }
  if (!read) return { seen: null, why: 'the run ended before what is stored was read' }
  if (read.error !== null || stored === null)
    return {
      seen: null,
      why: read.error === null ? 'what is stored is not in the record' : readWords(read.error),
    }
  if (storedBefore !== null) {
    const why = keysThere(writes, storedBefore)
    if (why !== null) return { seen: null, why }
  }
  const found = reconcile(writes, stored)
  const differing = read.balances.filter(({ expected, actual }) => expected !== actual)
  const lists: [Problem, number[]][] = [
    ['lost', found.lost],
    ['duplicated', found.duplicated],
    ['refused-stored', found.refusedStored],
    ['job-lost', found.jobsLost],
    ['job-duplicated', found.jobsDuplicated],
  ]
  return {
    seen: {
      writes: {
        ...found.told,
        stored: found.stored,
        unknownStored: found.unknownStored,
        refusedStored: found.refusedStored.length,
        lost: found.lost.length + differing.filter(({ expected, actual }) => actual < expected).length,
        duplicated:
          found.duplicated.length + differing.filter(({ expected, actual }) => actual > expected).length,
      },
      jobs: { told: found.withJob, lost: found.jobsLost.length, duplicated: found.jobsDuplicated.length },
      balances: read.balances.length,
      differing,
      foreign: found.foreign,
      before: beforeOf(events),
      reading: readingOf(read, events),
      stories: lists.flatMap(([problem, rows]) => storiesOf(problem, rows, found, record, faults)),
    },
    why: null,
  }
}

function beforeOf(events: RunRecord['events']): LedgerSeen['before'] {
  const before = events.findLast((event) => event.type === 'ledger-before')
  return before ? { keys: before.rows, error: before.error && readWords(before.error) } : null
}

/** A note ends without a full stop, and goes on from a colon. */
function readWords(error: string): string {
  const words = error.replace(/\.$/, '')
  return words.charAt(0).toLowerCase() + words.slice(1)
}

function storiesOf(
  problem: Problem,
  rows: readonly number[],
  found: Reconciled,
  { writes, events }: RunRecord,
  faults: readonly FaultSeen[],
): Story[] {
  const startOf = (row: number): number => writes.startMs[row]!
  return rows
    .toSorted((a, b) => startOf(a) - startOf(b))
    .slice(0, STORIES_EACH)
    .map((row) => {
      const attempts = attemptsOf(row, found.first, writes)
      return {
        key: textAt(writes.key, row),
        problem,
        attempts,
        stored: found.counts[row]!,
        jobs: found.jobs[row]!,
        near: nearOf(attempts[0]!.startMs, endOf(attempts), events, faults),
      }
    })
}

function attemptsOf(key: number, first: Int32Array, writes: RunRecord['writes']): Attempt[] {
  const attempts: Attempt[] = []
  for (let row = key; row < first.length; row++) {
    if (first[row] !== key) continue
    const durationMs = writes.durationMs[row]!
    attempts.push({
      startMs: writes.startMs[row]!,
      durationMs: Number.isNaN(durationMs) ? null : durationMs,
      told: writes.told.values[writes.told.codes[row]!] ?? '',
      status: writes.status[row]!,
      instance: writes.instance.values[writes.instance.codes[row]!] ?? '',
      release: writes.release.values[writes.release.codes[row]!] ?? '',
    })
  }
  return attempts.sort((a, b) => a.startMs - b.startMs)
}

function endOf(attempts: readonly Attempt[]): number {
  return attempts.reduce((end, { startMs, durationMs }) => Math.max(end, startMs + (durationMs ?? 0)), 0)
}
