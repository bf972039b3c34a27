/** What an engine tells breaks off when it is restarted or the way to it is cut: it is followed again from where it had come to. */
import type { Clock } from '../host.ts'
import { statusOf } from './engine-error.ts'
import { brokenOff, type Following, following, type OnGap } from './following.ts'

/** An engine keeps the last 256 events only: a longer wait would lose some of them. */
const AGAIN_MS = 500
/** At a stop in a gap the engine is asked once more, and likely does not answer. */
const AT_STOP_MS = 2000

export interface Telling<Begun> {
  /** From where it had come to. A refusal by 404 or 409: there is nothing to follow any more. */
  begin(): Promise<Begun>
  /** Resolves when there is nothing more; rejects when it broke off, or the signal ended it. */
  goOn(begun: Begun, signal: AbortSignal): Promise<void>
  /** What was begun too late is not gone on with. */
  drop(begun: Begun): void
  /** At a stop, what was told before it and not heard yet; null: that is not asked for. */
  rest: ((options: { withinMs?: number }) => Promise<void>) | null
}

export function followAgain<Begun>(
  { url, clock, onGap }: { url: string; clock: Clock; onGap: OnGap },
  telling: Telling<Begun>,
  first: Begun,
): Following {
  const beginAgain = async (signal: AbortSignal): Promise<Begun> => {
    for (;;) {
      await clock.sleep(AGAIN_MS, signal)
      try {
        return await unlessAborted(telling.begin(), signal, telling.drop)
      } catch (error) {
        if (signal.aborted || isGone(error)) throw error
      }
    }
  }
  const goOn = async (signal: AbortSignal, gap: { open: boolean }): Promise<void> => {
    for (let begun = first; ; begun = await beginAgain(signal)) {
      if (gap.open) onGap({ is: 'closed' })
      gap.open = false
      try {
        return await telling.goOn(begun, signal)
      } catch (error) {
        if (signal.aborted || isGone(error)) throw error
        gap.open = true
        onGap({ is: 'open', why: brokenOff(url, error) })
      }
    }
  }
  const missingAtStop = async (gap: { open: boolean }): Promise<unknown> => {
    if (telling.rest === null) return gap.open ? new Error('it was not followed again') : null
    return await telling.rest(gap.open ? { withinMs: AT_STOP_MS } : {}).then(
      () => null,
      (error: unknown) => error,
    )
  }
  return following(async (signal) => {
    const gap = { open: false }
    try {
      await goOn(signal, gap)
    } catch (error) {
      const missing = signal.aborted ? await missingAtStop(gap) : error
      if (missing !== null && (gap.open || !isGone(missing))) onGap({ is: 'lost' })
      else if (gap.open) onGap({ is: 'closed' })
    }
  })
}

/** It is not there, or is just being removed. */
function isGone(error: unknown): boolean {
  return [404, 409].includes(statusOf(error) ?? 0)
}

async function unlessAborted<T>(begun: Promise<T>, signal: AbortSignal, drop: (late: T) => void): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = (): void => {
    reject(signal.reason)
    begun.then(drop, () => undefined)
  }
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([begun, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
