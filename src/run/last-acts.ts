/** How long what is under way when a run is to end may take to come to its own end. */
import type { Limit } from './unless-hanging.ts'

const LAST_ACTS_MS = 10_000
const HURRIED_LAST_ACTS_MS = 1000

/** `hurrying`: aborted once somebody wants the run to hurry. */
export function lastActs(hurrying: AbortSignal): Limit {
  return { withinMs: LAST_ACTS_MS, hurried: { signal: hurrying, withinMs: HURRIED_LAST_ACTS_MS } }
}
