/** What is known of a running drill, and the line of it that outputs get which are no terminal. Pure. */
import { formatMs, formatRatio } from '../units.ts'
import { plain } from './plain.ts'

export interface LiveState {
  /** The window that is open; null between phases. */
  window: string | null
  /** Which of the drill's phases it is, from 1, and how long it is planned to be; null: it is none. */
  phase: { number: number; of: number; plannedMs: number | null } | null
  /** Since the phase began. */
  elapsedMs: number
  requestsPerSecond: number
  /** Of the last seconds; null: no requests; +∞: too many failed. */
  p95Ms: number | null
  /** Failed ÷ offered, of the phase so far; null: none yet. */
  errorRatio: number | null
  instances: readonly { name: string; state: 'ready' | 'not ready' | 'down' }[]
  /** What a step says of itself: `now you: …`; empty: nothing. */
  note: string
  /** The steps that are under way: `hold 20 s`; empty: none. */
  now: string
}

/** `lost 00:12  198 req/s  p95 12 ms  errors 0.02 %  web-1 down, web-2 ready` */
export function liveLine(state: LiveState, columns: number): string {
  const { window, elapsedMs, requestsPerSecond, p95Ms, errorRatio, instances, note, now } = state
  const parts = [
    `${window ?? 'between phases'} ${clock(elapsedMs)}`,
    `${Math.round(requestsPerSecond)} req/s`,
    `p95 ${p95Ms === null ? '–' : formatMs(p95Ms)}`,
    `errors ${errorRatio === null ? '–' : formatRatio(errorRatio)}`,
    instances.map(({ name, state: is }) => `${name} ${is}`).join(', '),
    note || now,
  ]
  const line = plain(parts.filter((part) => part !== '').join('  '), 500)
  return line.length <= columns ? line : `${line.slice(0, Math.max(0, columns - 1)).toWellFormed()}…`
}

export type LiveEvent =
  | { kind: 'phase-started'; window: string }
  | { kind: 'phase-ended'; window: string; completed: boolean }
  | { kind: 'tick' }

/** How often a plain line is written between the ends of phases. */
const PLAIN_EVERY_MS = 5000

/** For outputs that are no terminal: a line when a phase begins and ends, and one every five seconds. */
export interface PlainProgress {
  /** The line to write now, or null. `nowMs` is any clock that does not go back. */
  next(event: LiveEvent, state: LiveState, nowMs: number): string | null
}

export function plainProgress(): PlainProgress {
  let lastMs = Number.NEGATIVE_INFINITY
  return {
    next(event, state, nowMs) {
      if (event.kind === 'tick' && nowMs - lastMs < PLAIN_EVERY_MS) return null
      lastMs = nowMs
      if (event.kind === 'phase-started') return plain(`phase ${event.window} begins`)
      if (event.kind === 'tick') return liveLine(state, 400)
      // What was done is over: of the steps only the phase itself has not ended yet.
      const line = liveLine({ ...state, note: '', now: '' }, 400)
      return plain(`phase ${event.window} ${event.completed ? 'ended' : 'was cut short'}: ${line}`)
    },
  }
}

/** `00:12`, of minutes and seconds. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}
