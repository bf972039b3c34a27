import { describeCondition } from '../drill/describe.ts'
import type { Context } from './context.ts'
import type { ConditionSeen } from './measurements.ts'

/** Recovery is told when five clean seconds have passed. */
const CLEAN_MS = 5000

/** What the drill waited for, and how long it took. */
export function conditionsSeen(context: Context): ConditionSeen[] {
  return context.record.events
    .filter((event) => event.type === 'condition')
    .map(({ condition, window, met, tookMs, withinMs, restedOn }) => ({
      what: describeCondition(condition),
      window,
      met,
      tookMs,
      withinMs,
      restedOn,
      ...(condition.kind === 'recovered' && !met && metAtBest(context, window, withinMs)
        ? { doubtful: true }
        : {}),
    }))
}

/** Had clients recovered in time, as far as the load generator's own lateness does not stand against it? */
function metAtBest(
  { faults, recoveries, recoveriesAtBest }: Context,
  window: string,
  withinMs: number,
): boolean {
  return faults.some((fault, i) => {
    const [seen, best] = [recoveries[i]?.recoveredMs ?? null, recoveriesAtBest[i]?.recoveredMs ?? null]
    if (fault.window !== window || best === null || best === seen) return false
    return best + CLEAN_MS <= withinMs
  })
}
