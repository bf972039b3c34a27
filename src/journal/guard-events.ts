import type { JsonObject } from '../drill/model.ts'

/** What is journaled of the guards of a run. */
export type GuardEvent =
  /** What may end the drill at once, in words; left out where nothing does. */
  | { type: 'guards'; guards: string[] }
  /**
   * A guard, by its words. `stop`: the drill is ended. `not-seen`: it could not be evaluated, from now on until
   * `seen-again`. `restedOn` and `samples`: what the decision rests on.
   */
  | {
      type: 'guard'
      guard: string
      decision: 'stop' | 'not-seen' | 'seen-again'
      restedOn: string
      samples: JsonObject
    }
