import type { CreateEvaluator } from './condition.ts'
import { createEvaluator } from './map.ts'

/** The first that is met; all are looked at, so that each can count its own time. */
export const any: CreateEvaluator<'any'> = ({ of }, context) => {
  const evaluators = of.map((condition) => createEvaluator(condition, context))
  return {
    async look() {
      const seen = await Promise.all(evaluators.map((evaluator) => evaluator.look()))
      const met = seen.find((evaluation) => evaluation.met)
      return met ?? { met: false, restedOn: seen.map(({ restedOn }) => restedOn).join('; ') }
    },
  }
}
