/** An open-loop schedule: the k-th moment is `zero + k × interval`, whatever the earlier ones took. */
export interface Schedule {
  /** What is due at `nowMs` and can still be sent in time; what is late by more than a tick is counted as missed. */
  due(nowMs: number): number[]
  /** When to look again: the next due moment. */
  nextMs(): number
  /** Counts one that was due but could not be sent. */
  miss(): void
  readonly missed: number
}

export function createSchedule(zeroMs: number, intervalMs: number): Schedule {
  let next = 0
  let missed = 0
  const momentMs = (k: number): number => zeroMs + k * intervalMs
  return {
    due(nowMs) {
      const moments: number[] = []
      for (; momentMs(next) <= nowMs; next++) {
        if (nowMs - momentMs(next) > intervalMs) missed++
        else moments.push(momentMs(next))
      }
      return moments
    },
    nextMs: () => momentMs(next),
    miss() {
      missed++
    },
    get missed() {
      return missed
    },
  }
}
