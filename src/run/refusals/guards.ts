import { plannedPhases } from '../../drill/planning.ts'
import type { Refusal } from '../../target/target.ts'
import { formatMs } from '../../units.ts'
import type { RefusalContext } from './refusals.ts'

/** A longest time that the drill's own holds are longer than: it would end every run. */
export function guardRefusals({ drill, target, guards, warmUpMs }: RefusalContext): Refusal[] {
  const held = plannedPhases(drill, target.instanceNames).reduce(
    (sum, { plannedMs }) => sum + (plannedMs ?? 0),
    0,
  )
  const leastMs = warmUpMs + held
  return [...guards, ...(drill.guards ?? [])].flatMap((guard) => {
    if (guard.kind !== 'max-duration' || guard.durationMs > leastMs) return []
    const reason = `The run may last ${formatMs(guard.durationMs)}; warm-up and holds alone take ${formatMs(leastMs)}.`
    return [{ code: 'plan-refused', reason, hint: 'Raise `maxDuration` of `guards`, or shorten the drill.' }]
  })
}
