import type { Clock } from '../host/host.ts'
import type { Journal } from '../journal/writer.ts'

/** Puts wall-clock times of other programs on the run's clock. */
export interface RunClock {
  /** Run ms of a wall-clock moment, by the newest offset that was measured. */
  fromWall(wallMs: number): number
  /** Measures wall against monotonic time and journals it; a step between two of them makes clauses undecided. */
  check(): void
}

export function createRunClock(clock: Clock, journal: Journal): RunClock {
  let offsetMs = measure(clock)
  return {
    fromWall: (wallMs) => journal.fromMono(wallMs - offsetMs),
    check() {
      offsetMs = measure(clock)
      journal.write({ type: 'clock', offsetMs: Math.round(offsetMs * 1000) / 1000 })
    },
  }
}

/** The pair read with the least time between its two monotonic readings, of a few. */
function measure(clock: Clock): number {
  let best = { gapMs: Number.POSITIVE_INFINITY, offsetMs: 0 }
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const before = clock.monoMs()
    const wall = clock.wallMs()
    const after = clock.monoMs()
    if (after - before < best.gapMs) best = { gapMs: after - before, offsetMs: wall - (before + after) / 2 }
  }
  return best.offsetMs
}
