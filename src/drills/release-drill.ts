import type { Condition } from '../drill/model.ts'
import type { Duration, Rate } from '../units.ts'
import type { Ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, flag, triggers } from './options.ts'

/** What differs from a stock drill that ships releases; each but `load` and `triggers` is the default of a parameter. */
export interface ReleaseDrillOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Default 200/s. */
  rate?: Rate
  /** Move the schema before the release is shipped; default yes. */
  migrate?: boolean
  /** The numbers by which a deploy is ended; default `stockTriggers()`. */
  triggers?: readonly Condition[]
  /** Time before anything is done; default 20 s. */
  baseline?: Duration
  /** Time after it; default 20 s. */
  settled?: Duration
}

/** What each of them may be. */
export const RELEASE_DRILL: Kinds<ReleaseDrillOptions> = {
  load: COMMON.load,
  ledger: COMMON.ledger,
  rate: COMMON.rate,
  migrate: flag,
  triggers,
  baseline: COMMON.baseline,
  settled: COMMON.settled,
}
