import type { Condition } from '../../drill/model.ts'
import type { Stage } from '../stage.ts'

/** What was seen when a condition was looked at, and what that rests on, in words. */
export interface Evaluation {
  met: boolean
  restedOn: string
}

export type Evaluate<K extends Condition['kind']> = (
  condition: Extract<Condition, { kind: K }>,
  stage: Stage,
) => Promise<Evaluation>
