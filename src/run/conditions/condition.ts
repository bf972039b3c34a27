import type { Condition, JsonObject } from '../../drill/model.ts'
import type { StepContext } from '../steps/step.ts'

/** What was seen when a condition was looked at, and what that rests on, in words. */
export interface Evaluation {
  met: boolean
  restedOn: string
  /** The numbers that made it: of requests `total`, `failed`, `p95Ms`, `sinceMs`, `untilMs`, the first that failed. */
  samples?: JsonObject
}

/** Looks at one condition, again and again. It remembers what a condition that must hold for a while needs. */
export interface Evaluator {
  look(): Promise<Evaluation>
}

/** A step's own context fits. */
export type EvaluatorContext = Pick<StepContext, 'stage' | 'phase'>

/** A kind that remembers nothing. */
export type Evaluate<K extends Condition['kind']> = (
  condition: Extract<Condition, { kind: K }>,
  context: EvaluatorContext,
) => Promise<Evaluation>

/** A kind that does: called once for each `until` or trigger. */
export type CreateEvaluator<K extends Condition['kind']> = (
  condition: Extract<Condition, { kind: K }>,
  context: EvaluatorContext,
) => Evaluator
