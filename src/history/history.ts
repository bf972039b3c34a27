/** How the runs of a drill went over time, and where they became worse. Plain data. */
import type { JsonObject } from '../drill/model.ts'
import type { RunOutcome } from '../journal/events.ts'
import type { Clause, VerdictValue } from '../verdict/schema.ts'

export const HISTORY_FORMAT = 'firedrill-history/1'

export interface History {
  format: typeof HISTORY_FORMAT
  /** What is no difference, as a share of the earlier value. */
  tolerance: number
  /** Of each mark by itself. */
  confidence: number
  /** Runs of one experiment each, the one with the newest run first. */
  series: Series[]
  /** Runs that could not be read, with why. */
  leftOut: string[]
}

/** Runs of one drill, alike in target, environment, load and parameters. */
export interface Series {
  drill: string
  target: { name: string; kind: string }
  environment: string | null
  params: JsonObject
  /** The oldest first. */
  runs: SeriesRun[]
  trends: Trend[]
}

export interface SeriesRun {
  id: string
  /** As a person would type it. */
  directory: string
  startedAt: string
  verdict: VerdictValue
  run: RunOutcome
  cleanup: 'clean' | 'dirty'
  /** What served at its end, by the instances' word; null: several, or not told. */
  release: string | null
  commit: string | null
}

/** One clause over the runs. */
export interface Trend {
  objective: string
  window: string
  unit: Clause['unit']
  /** What is allowed; null: it rests on another window. */
  bound: number | null
  /** One a run; +∞: what never came; null: the run has no value, or it is not to be trusted. */
  values: (number | null)[]
  marks: Mark[]
}

/** From here on it was another one. */
export interface Mark {
  finding: 'worse' | 'better'
  /** Of the run from which on, and of the one with which it showed. */
  from: number
  seenAt: number
  /** `worse by 31 ms`. */
  words: string
  detail: string
}
