/** After the load: asks what is stored, until that has settled, and keeps the answer in the run record. */
import type { ResolvedDrill } from '../drill/model.ts'
import type { Objective } from '../drill/objective.ts'
import { visits } from '../drill/walk.ts'
import { FiredrillError, messageOf } from '../errors.ts'
import type { StoredSource } from '../ledger/read.ts'
import type { RunningTarget } from '../target/target.ts'
import { formatMs } from '../units.ts'
import { type Reading, readOnce } from './read-once.ts'
import type { Room } from './room.ts'
import type { RunOptions } from './run-options.ts'
import { isUnfinished } from './unfinished.ts'

export interface LedgerSettings {
  stored: StoredSource
  /** So long what is not there yet, or still changes, is waited for; ms. */
  settleMs: number
}

/** From the end of one reading to the next; longer where a reading takes longer, so that half the time is left to the app. */
const AGAIN_MS = 500

/** Does the drill judge what became of its writes? */
export function asksLedger({ steps, expect }: ResolvedDrill): boolean {
  const ofPhases = [...visits(steps)].flatMap(({ step }) => (step.kind === 'phase' ? step.expect : []))
  return [...expect, ...ofPhases].some(isAboutLedger)
}

function isAboutLedger({ indicator: { kind } }: Objective): boolean {
  return kind === 'writes' || kind === 'jobs'
}

/**
 * Reads until two readings in a row say the same and nothing is unfinished by them, or `settleMs` is over; a reading
 * that fails is tried again as long. Journals how it went: what the reader could not do is no error of the run. Throws
 * only when it is interrupted.
 */
export async function keepStored(
  room: Room,
  { host, ledger, plan }: Pick<RunOptions, 'host' | 'ledger' | 'plan'>,
  { variables }: Pick<RunningTarget, 'variables'>,
  signal: AbortSignal,
): Promise<void> {
  if (ledger === null || !asksLedger(plan.drill)) return
  const { journal } = room
  const { settleMs, stored } = ledger
  const startMs = host.clock.monoMs()
  const wait = sayOnce(room, settleMs)
  let readings = 0
  let before: Reading | null = null
  /** Was the reading before unfinished? Null: it is not known. */
  let unfinished: boolean | null = null
  journal.write({ type: 'progress', text: 'reading what is stored' })
  for (;;) {
    const readAtMs = journal.nowMs()
    const { seen, error } = await attempt(() => readOnce(room, host, stored, variables, signal), signal)
    const tookMs = host.clock.monoMs() - startMs
    const agreed = seen !== null && seen.digest === before?.digest
    if (seen !== null) readings += 1
    // Where nothing has changed, neither has that.
    unfinished = agreed ? (unfinished ?? (await isUnfinished(host.files, room.directory, seen))) : null
    if (unfinished === false || tookMs >= settleMs) {
      const { rows, openJobs, balances } = seen ?? NOTHING
      const how = { readings, tookMs: Math.round(tookMs), readAtMs, agreed, error }
      journal.write({ type: 'ledger-read', rows, openJobs, balances, ...how })
      return
    }
    if (error !== null || readings > 1) wait(error)
    await host.clock.sleep(Math.max(AGAIN_MS, journal.nowMs() - readAtMs), signal)
    before = seen ?? before
  }
}

const NOTHING: Omit<Reading, 'digest'> = { rows: 0, openJobs: 0, balances: [] }

/** A run that seems to stand still is explained, but not twice a second. */
function sayOnce({ journal }: Room, settleMs: number): (error: string | null) => void {
  let said = false
  return (error) => {
    if (said) return
    said = true
    const why = error ?? 'What is stored is not complete, or still changes.'
    journal.write({ type: 'progress', text: `${why} It is read again, for at most ${formatMs(settleMs)}.` })
  }
}

async function attempt(
  read: () => Promise<Reading>,
  signal: AbortSignal,
): Promise<{ seen: Reading; error: null } | { seen: null; error: string }> {
  try {
    return { seen: await read(), error: null }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof FiredrillError)) throw error
    return { seen: null, error: messageOf(error) }
  }
}
