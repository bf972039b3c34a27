import type { LeftOver, RunOutcome } from '../journal/events.ts'
import type { RunRecord } from '../journal/record.ts'

export interface RunEnding {
  run: RunOutcome
  reason: string
  errorCode: string | null
  /** The first signal that came. */
  signal: string | null
  cleanup: 'clean' | 'dirty'
  left: LeftOver[]
  durationMs: number
}

/** A line that says why, among many that say where. */
const SAYS_WHY = /\w*(error|exception|fatal|panic)\w*\b/i
const MOST_LENGTH = 240

/**
 * The reason in one line, without its full stop: its first, and of the app's last lines below it the one that says why.
 * `web-1 ended before it was ready (exit code 1): Error: Cannot find module 'expresss'`
 */
export function shortReason(reason: string): string {
  const [first = '', ...rest] = reason.split('\n').map((line) => line.trim())
  const why = rest.find((line) => SAYS_WHY.test(line))
  const text = [first.replace(/[.:]$/, ''), ...(why === undefined ? [] : [why])].join(': ').replace(/\.$/, '')
  return text.length <= MOST_LENGTH ? text : `${text.slice(0, MOST_LENGTH).toWellFormed()}…`
}

/**
 * How the run ended, by its journal. Without an end it is errored; without a clean-up it is dirty, because nothing
 * shows that nothing is left. The latest clean-up counts: `recover` may have finished what the run could not.
 */
export function endingOf({ events }: Pick<RunRecord, 'events'>): RunEnding {
  const end = events.find((event) => event.type === 'run-ended')
  const cleanup = events.findLast((event) => event.type === 'cleanup-ended')
  const signal = events.find((event) => event.type === 'signal')
  const ended = end?.type === 'run-ended' ? end : null
  const lastMs = ended?.atMs ?? events.at(-1)?.atMs ?? 0
  const unknown: LeftOver = {
    what: 'whatever the run started',
    evidence: 'the journal has no end of a clean-up',
    remedy: 'Run `firedrill recover` with the directory of this record.',
  }
  return {
    run: ended?.run ?? 'errored',
    reason: ended?.reason ?? 'The journal has no end: the run was killed, or the record is cut off.',
    errorCode: ended?.errorCode ?? null,
    signal: signal?.type === 'signal' ? signal.signal : null,
    cleanup: cleanup?.type === 'cleanup-ended' ? cleanup.cleanup : 'dirty',
    left: cleanup?.type === 'cleanup-ended' ? cleanup.left : [unknown],
    durationMs: Math.round(lastMs),
  }
}
