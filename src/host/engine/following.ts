import { FiredrillError, messageOf } from '../../errors.ts'
import type { Following } from './engine.ts'
import { unreachable } from './engine-error.ts'

/** Resolves when there is nothing more to follow; rejects when it broke off. `signal`: it is to stop. */
export type Follow = (signal: AbortSignal) => Promise<void>

export function following(url: string, follow: Follow): Following {
  const stopping = new AbortController()
  const ended = follow(stopping.signal).then(
    () => null,
    (error: unknown) => (stopping.signal.aborted ? null : brokenOff(url, error)),
  )
  return {
    ended,
    async stop() {
      stopping.abort()
      await ended
    },
  }
}

function brokenOff(url: string, error: unknown): Error {
  if (error instanceof FiredrillError) return error
  const why = `what it told broke off (${messageOf(error)})`
  return unreachable(url, why, 'See whether it was restarted.', error)
}
