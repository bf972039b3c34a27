import { FiredrillError, messageOf } from '../../errors.ts'
import { unreachable } from './engine-error.ts'

export interface Following {
  /** Resolves when it was stopped, or what it followed is gone. */
  readonly ended: Promise<void>
  /** Resolves when it has ended, also while the engine does not answer. */
  stop(): Promise<void>
}

/**
 * What is followed broke off, and why; or it is followed again, and what was told in between is told first of all; or
 * it ended, and what was told last is missing.
 */
export type Gap = { is: 'open'; why: Error } | { is: 'closed' } | { is: 'lost' }
export type OnGap = (gap: Gap) => void

/** `follow` resolves when there is nothing more to follow, or it was stopped by the signal. */
export function following(follow: (signal: AbortSignal) => Promise<void>): Following {
  const stopping = new AbortController()
  const ended = follow(stopping.signal)
  return {
    ended,
    async stop() {
      stopping.abort()
      await ended
    },
  }
}

export function brokenOff(url: string, error: unknown): Error {
  if (error instanceof FiredrillError) return error
  const why = `what it told broke off (${messageOf(error)})`
  return unreachable(url, why, 'See whether it was restarted.', error)
}
