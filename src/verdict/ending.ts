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

/**
 * How the run ended, by its journal. Without an end it is errored; without a clean-up it is dirty, because nothing
 * shows that nothing is left. The latest clean-up counts: `recover` may have finished what the run could not.
 */
export function endingOf({ events, header }: RunRecord): RunEnding {
  const end = events.find((event) => event.type === 'run-ended')
  const cleanup = events.findLast((event) => event.type === 'cleanup-ended')
  const signal = events.find((event) => event.type === 'signal')
  const ended = end?.type === 'run-ended' ? end : null
  const lastMs = ended?.atMs ?? events.at(-1)?.atMs ?? 0
  const unknown: LeftOver = {
    what: 'whatever the run started',
    evidence: 'the journal has no end of a clean-up',
    remedy: `firedrill recover ${header.run}`,
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
