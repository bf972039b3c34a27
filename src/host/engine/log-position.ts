/** How far a log was read, so that it can be read on from there: nothing twice, and nothing left out. */
export interface LogPosition {
  /** For the engine's `since`, which takes what is of just this time as well. */
  since(): string
  /** Another reading begins: the messages of the latest time come again. */
  again(): void
  /** Was this message, by its time as the engine writes it, not had before? Asked once for each, in their order. */
  isNew(timestamp: string): boolean
}

const NANO_DIGITS = 9

export function createLogPosition(sinceMs: number): LogPosition {
  let latest = justBefore(sinceMs)
  let had = 0
  let toSkip = 0
  return {
    since: () => latest,
    again() {
      toSkip = had
    },
    isNew(timestamp) {
      const time = secondsOf(timestamp)
      if (time === latest && toSkip > 0) {
        toSkip -= 1
        return false
      }
      if (time === latest) had += 1
      // Two streams may write at once: a time before the latest is told all the same.
      else if (isLater(time, latest)) [latest, had, toSkip] = [time, 1, 0]
      return true
    },
  }
}

/** A µs before, so that no rounding leaves out what is of just this time. */
function justBefore(ms: number): string {
  const us = Math.max(0, Math.floor(ms * 1000) - 1)
  const fraction = String(us % 1e6).padStart(6, '0')
  return `${Math.floor(us / 1e6)}.${fraction.padEnd(NANO_DIGITS, '0')}`
}

/** As text: a number does not hold the nanoseconds. */
function isLater(time: string, than: string): boolean {
  return time.length === than.length ? time > than : time.length > than.length
}

/** `2026-11-22T01:24:11.2075Z` → `1795310651.207500000`, exactly. */
function secondsOf(timestamp: string): string {
  const [, fraction = ''] = /\.(\d+)/.exec(timestamp) ?? []
  const whole = Date.parse(timestamp.replace(/\.\d+/, '')) / 1000
  return `${whole}.${fraction.padEnd(NANO_DIGITS, '0')}`
}
