import type { Step, StrategyKind } from '../../drill/model.ts'
import { needsRoute, needsTraffic } from '../../rollout/needs.ts'
import type { Refusal } from '../../target/target.ts'
import type { RefusalContext } from './refusals.ts'

/** The target's way of switching releases asks for more than its edge can do. */
export function strategyRefusals(step: Step, { target }: RefusalContext): Refusal[] {
  const { strategy, canRoute, capabilities } = target
  if ((step.kind !== 'deploy' && step.kind !== 'rollback') || strategy === null) return []
  const found: Refusal[] = step.kind === 'deploy' ? rehearsed(step, strategy.kind) : []
  if (needsRoute(strategy) && !canRoute) {
    found.push({
      code: 'capability-missing',
      reason: `The strategy "${strategy.kind}" has to tell the edge where to send requests, and the target's edge cannot be told.`,
      hint: 'Configure `edge.route` on the target, or choose `deploy: { strategy: "rolling" }`.',
    })
  }
  if (needsTraffic(strategy) && !capabilities.includes('traffic')) {
    found.push({
      code: 'capability-missing',
      reason: `The strategy "${strategy.kind}" compares instances by the edge's access log, and the target has none.`,
      hint: 'Configure `edge.accessLog` on the target, or choose `deploy: { strategy: "rolling" }`.',
    })
  }
  return found
}

/** A drill of one way of switching shows nothing of it on a target that switches in another. */
function rehearsed({ strategy, place }: Extract<Step, { kind: 'deploy' }>, has: StrategyKind): Refusal[] {
  if (strategy === undefined || strategy === has) return []
  const configure =
    strategy === 'command'
      ? 'Configure `deploy: { run, rollback }` on the target, your own commands.'
      : `Configure \`deploy: { strategy: "${strategy}" }\` on the target.`
  // What your own commands compare, nobody here knows.
  const own = " Where your own commands switch so, let the drill say `strategy: 'command'`."
  const hint = strategy === 'blue-green' && has === 'command' ? configure + own : configure
  const reason = `${place}: the drill rehearses the strategy "${strategy}"; the target's is "${has}".`
  return [{ code: 'plan-refused', reason, hint }]
}
