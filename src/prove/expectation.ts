/** What a sabotage is expected to do to a drill that can be trusted. */
import type { ResolvedDrill } from '../drill/model.ts'
import type { Indicator } from '../drill/objective.ts'

/** What of the target decides whether a sabotage shows anything. */
export interface AboutTarget {
  instances: number
  /** It can switch releases. */
  ships: boolean
  /** It was there before the run, and outlives it. */
  existing: boolean
}

export interface Expectation {
  /** What is wrong then, as a sentence without its end: `5 % of the requests are lost`. */
  readonly what: string
  /**
   * By what a run of it shows that the drill caught it. `fail`: a clause failed. `fault-not-seen`: the fault was not
   * seen to land. `unhealed`: something was not seen healed, or was left behind.
   */
  readonly caughtBy: 'fail' | 'fault-not-seen' | 'unhealed'
  /** Nothing of what was there before the run is touched by it. */
  readonly harmless: boolean
  /** It spoils writes alone. */
  readonly ofWrites: boolean
  /** By a proxy, which counts what it spoils. */
  readonly counted: boolean
  /**
   * The app may cope with it: then nothing is wrong that a drill could catch. `unless-met`: where nothing was spoiled.
   * `if-counted`: where a clause counts what it does, and found nothing.
   */
  readonly withstood: 'never' | 'unless-met' | 'if-counted'
  /** Why it shows nothing of this drill; null: it does. */
  lacks(drill: ResolvedDrill, target: AboutTarget): string | null
  /** Does its effect show in this indicator? One that lets it through is too lax. */
  shows(indicator: Indicator): boolean
  /** May its effect lead to a fail here as well? It tells of the sabotage then, and nobody would call it lax. */
  entails(indicator: Indicator): boolean
  /**
   * Which clauses of steps (an `until` that was not met, what a step found) tell of it. `of-users`: those that wait for
   * users to recover, and rollouts that a trigger on what users see ended.
   */
  readonly steps: 'all' | 'of-users'
  /** What a drill judges by such a clause, and one that would see it, as it is written. */
  readonly judges: string
  readonly clause: string
}
