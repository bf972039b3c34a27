/** How far an engine's events were told, so that they can be followed on from there: none twice, and none left out. */
import type { EngineEvent } from './engine.ts'

type Known = Pick<EngineEvent, 'atMs' | 'action' | 'container' | 'health'>

export interface EventPosition {
  /** From when on to ask, by the engine's clock. */
  sinceMs(): number
  /** Was it not told before? Asked once for each. */
  isNew(event: Known): boolean
}

/** An engine may tell two things out of the order of their times: so much is asked for again. */
const OVERLAP_MS = 1000

export function createEventPosition(fromMs: number): EventPosition {
  let latestMs = fromMs
  /** Those that may be told again, and when they happened. */
  const told = new Map<string, number>()
  const sinceMs = (): number => Math.max(fromMs, latestMs - OVERLAP_MS)
  return {
    sinceMs,
    isNew({ atMs, action, container, health }) {
      const key = `${atMs} ${action} ${container} ${health}`
      if (told.has(key)) return false
      told.set(key, atMs)
      latestMs = Math.max(latestMs, atMs)
      for (const [each, ms] of told) if (ms < sinceMs()) told.delete(each)
      return true
    },
  }
}
