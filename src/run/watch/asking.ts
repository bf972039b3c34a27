/** One endpoint that is asked again and again, never twice at once. */
import type { Clock, HttpAnswer } from '../../host/host.ts'

export interface Asking {
  /** Asks, unless an answer is still waited for. Resolves when it came, or its time was over. */
  ask(): Promise<void>
  /** What it says by now; null: no answer. */
  said(): HttpAnswer | null
}

export interface AskingOptions {
  send: () => Promise<HttpAnswer>
  /** So long an answer stands while the next is waited for, by what it was; then the endpoint says nothing. */
  standsForMs: (answer: HttpAnswer) => number
}

/**
 * An endpoint that hangs must not slow the other looks down, and a slow answer is an answer: the latest one stands
 * while the next is waited for, but not for ever.
 */
export function createAsking(clock: Clock, { send, standsForMs }: AskingOptions): Asking {
  let latest: HttpAnswer | null = null
  let waiting: { sinceMs: number; answered: Promise<void> } | null = null
  return {
    ask() {
      if (waiting) return waiting.answered
      const answered = send().then((answer) => {
        latest = answer.status === null ? null : answer
        waiting = null
      })
      waiting = { sinceMs: clock.monoMs(), answered }
      return answered
    },
    said() {
      if (latest === null || waiting === null) return latest
      return clock.monoMs() - waiting.sinceMs < standsForMs(latest) ? latest : null
    },
  }
}
