import type { Clock } from '../host.ts'

export interface FakeClock extends Clock {
  /** Lets so much virtual time pass; sleepers wake in order, each with time to go on before the next. */
  advance(ms: number): Promise<void>
  /** Sets the wall clock ahead (or back) against the monotonic one. */
  stepWall(ms: number): void
}

interface Sleeper {
  atMs: number
  wake: () => void
}

/**
 * Virtual time, from 1000 ms on. With `auto` (the default) it jumps to the next sleeper as soon as everything else
 * waits, so that code which polls needs no one to turn the clock; without, only `advance` moves it.
 */
export function createFakeClock(options: { auto?: boolean; wallMs?: number } = {}): FakeClock {
  const auto = options.auto ?? true
  let nowMs = 1000
  let offsetMs = (options.wallMs ?? 1_700_000_000_000) - nowMs
  const sleepers = new Set<Sleeper>()
  let pumping = false

  const wakeNext = (limitMs: number): boolean => {
    const next = [...sleepers].sort((a, b) => a.atMs - b.atMs)[0]
    if (!next || next.atMs > limitMs) return false
    sleepers.delete(next)
    nowMs = Math.max(nowMs, next.atMs)
    next.wake()
    return true
  }
  const pump = (): void => {
    pumping = wakeNext(Number.POSITIVE_INFINITY)
    if (pumping) setImmediate(pump)
  }
  return {
    monoMs: () => nowMs,
    wallMs: () => nowMs + offsetMs,
    stepWall(ms) {
      offsetMs += ms
    },
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const sleeper: Sleeper = { atMs: nowMs + Math.max(0, ms), wake: () => resolve(done()) }
        const interrupted = (): void => {
          sleepers.delete(sleeper)
          reject(signal?.reason)
        }
        // A listener that stayed would make each sleep of a loop dearer than the one before.
        const done = (): void => signal?.removeEventListener('abort', interrupted)
        sleepers.add(sleeper)
        signal?.addEventListener('abort', interrupted, { once: true })
        if (auto && !pumping) {
          pumping = true
          setImmediate(pump)
        }
      })
    },
    async advance(ms) {
      const untilMs = nowMs + ms
      do await new Promise(setImmediate)
      while (wakeNext(untilMs))
      nowMs = Math.max(nowMs, untilMs)
    },
  }
}
