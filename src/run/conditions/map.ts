import type { Condition } from '../../drill/model.ts'
import { any } from './any.ts'
import type { CreateEvaluator, Evaluate, Evaluator, EvaluatorContext } from './condition.ts'
import { logged } from './logged.ts'
import { measured } from './measured.ts'
import { probe } from './probe.ts'
import { ready } from './ready.ts'
import { recovered } from './recovered.ts'
import { serving } from './serving.ts'
import { unready } from './unready.ts'

const conditions = (): { [K in Condition['kind']]: CreateEvaluator<K> } => ({
  recovered: again(recovered),
  ready: again(ready),
  probe: again(probe),
  serving: again(serving),
  unready,
  measured,
  any,
  logged,
})

/**
 * An evaluator of one condition, made once for each `until` and each trigger, and looked at until it is met or no
 * longer wanted: what must hold for a while (`measured`'s `forMs`) is counted from its looks, so a new one starts
 * anew. Looks must not overlap. For the deploy step: make one for each of `stopOn` when the first instance was
 * switched, `look()` at each every 100 ms; a met one's `restedOn` and `samples` go into the `trigger` event.
 */
export function createEvaluator(condition: Condition, context: EvaluatorContext): Evaluator {
  const create = conditions()[condition.kind] as CreateEvaluator<Condition['kind']>
  return create(condition, context)
}

function again<K extends Condition['kind']>(evaluate: Evaluate<K>): CreateEvaluator<K> {
  return (condition, context) => ({ look: () => evaluate(condition, context) })
}
