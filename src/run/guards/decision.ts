/** What the looks of one guard come to: nothing, that it cannot be seen, or that the drill is to stop. */
import type { Guard } from '../../drill/guards/guard.ts'
import type { JsonObject } from '../../drill/model.ts'
import type { Look } from './guard.ts'

export interface Decided {
  decision: 'stop' | 'not-seen' | 'seen-again'
  restedOn: string
  samples: JsonObject
}

export interface Decision {
  /** `atMs`: when it was looked. Null: there is nothing to be said. */
  take(look: Look | null, atMs: number): Decided | null
}

/**
 * What is bad must be so at every look for the guard's time; a look that shows nothing begins it anew. What cannot be
 * seen never stops a drill unless the guard says so, and is said once for each stretch.
 */
export function createDecision(guard: Guard): Decision {
  const forMs = 'forMs' in guard ? guard.forMs : 0
  const stopsUnseen = 'unseen' in guard && guard.unseen === 'stop'
  let badSinceMs: number | null = null
  let unseenSinceMs: number | null = null
  let isSaid = false
  return {
    take(look, atMs) {
      if (look === null) {
        badSinceMs = null
        unseenSinceMs = null
        return null
      }
      if (!look.seen) {
        badSinceMs = null
        unseenSinceMs ??= atMs
        if (stopsUnseen && atMs - unseenSinceMs >= forMs)
          return { decision: 'stop', restedOn: `it cannot be seen: ${look.why}`, samples: {} }
        if (isSaid) return null
        isSaid = true
        return { decision: 'not-seen', restedOn: look.why, samples: {} }
      }
      unseenSinceMs = null
      const { restedOn, samples = {} } = look
      badSinceMs = look.bad ? (badSinceMs ?? atMs) : null
      if (badSinceMs !== null && atMs - badSinceMs >= forMs) return { decision: 'stop', restedOn, samples }
      if (!isSaid) return null
      isSaid = false
      return { decision: 'seen-again', restedOn, samples: {} }
    },
  }
}
