import type { Step } from '../../drill/model.ts'
import type { Stage } from '../stage.ts'

/** Where in the drill a step is taken. */
export interface StepContext {
  stage: Stage
  /** Aborted when the run is cancelled or a neighbouring lane gave up. */
  signal: AbortSignal
  /** The enclosing phase's window, `lost[web-1]`; empty outside of a phase. */
  window: string
  /** The instance that each enclosing `each` is at, by the loop's name. */
  loops: Readonly<Record<string, string>>
  /** `steps[1].steps[0]`. */
  path: string
}

/**
 * `unmet`: what the drill waits for did not come, or a fault was not seen: the steps after it are not taken. That is
 * a result, not an error.
 */
export type StepOutcome = 'done' | 'unmet' | 'cancelled'

export type Execute<K extends Step['kind']> = (
  step: Extract<Step, { kind: K }>,
  context: StepContext,
) => Promise<StepOutcome>
