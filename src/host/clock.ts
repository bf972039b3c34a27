import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from './host.ts'
import { createWallOffset } from './wall-offset.ts'

/** Milliseconds of CLOCK_MONOTONIC (macOS: mach time), which every process of the machine shares. */
export function monoMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

export function nodeClock(): Clock {
  const offset = createWallOffset(monoMs, Date.now)
  return {
    monoMs,
    wallMs: () => {
      const offsetMs = offset()
      return monoMs() + offsetMs
    },
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      try {
        await delay(Math.max(0, ms), undefined, signal ? { signal } : {})
      } catch (error) {
        signal?.throwIfAborted()
        throw error
      }
    },
  }
}
