import type { Condition } from '../../drill/model.ts'
import type { Stage } from '../stage.ts'
import type { Evaluate, Evaluation } from './condition.ts'
import { probe } from './probe.ts'
import { ready } from './ready.ts'
import { recovered } from './recovered.ts'

const conditions: { [K in Condition['kind']]: Evaluate<K> } = { probe, ready, recovered }

export function evaluate(condition: Condition, stage: Stage): Promise<Evaluation> {
  const evaluateKind = conditions[condition.kind] as Evaluate<Condition['kind']>
  return evaluateKind(condition, stage)
}
