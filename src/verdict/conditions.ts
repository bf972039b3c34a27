/** An `until` that was not met in its time is a failed clause of its own: "recovered within 60 s". */
import { exactMs } from '../drill/describe/values.ts'
import type { ConditionSeen } from '../measure/measurements.ts'
import { formatMs } from '../units.ts'
import type { Outcome } from './outcome.ts'
import { failed, undecided } from './outcome.ts'
import type { Clause } from './schema.ts'

/** False when it was met, and when something else ended the waiting. */
export function timedOut({ met, tookMs, withinMs }: ConditionSeen): boolean {
  return !met && tookMs >= withinMs
}

/** `clients have recovered within 1 min` */
export function conditionText({ what, withinMs }: Pick<ConditionSeen, 'what' | 'withinMs'>): string {
  return `${what} within ${exactMs(withinMs)}`
}

/** A clause for a condition that was not met; null for one that was. */
export function conditionClause(seen: ConditionSeen): Omit<Clause, 'id'> | null {
  if (seen.met) return null
  return {
    objective: conditionText(seen),
    window: seen.window,
    indicator: 'until',
    unit: 'ms',
    observed: timedOut(seen) ? 'never' : null,
    bound: { op: 'atMost', value: seen.withinMs },
    samples: 1,
    bad: null,
    confidence: null,
    evidence: seen.restedOn ? [`last seen: ${seen.restedOn}`] : [],
    ...outcome(seen),
  }
}

function outcome(seen: ConditionSeen): Outcome {
  const waited = `${seen.what}: not seen in ${formatMs(seen.tookMs)}`
  // Who kept it from being met, such as the instance that serves something else.
  const last = seen.restedOn ? ` Last seen: ${seen.restedOn}.` : ''
  if (timedOut(seen) && seen.doubtful)
    return undecided(
      'instrument-unhealthy',
      `${waited}, but the load generator was late meanwhile, which could have kept it from being met.`,
      'A run with healthy instruments.',
    )
  if (timedOut(seen))
    return failed(`${waited}; within ${exactMs(seen.withinMs)} is required.${last}`, 'observed')
  const message = `${waited}, then the waiting was ended.`
  return undecided('not-reached', message, `Up to ${exactMs(seen.withinMs)} of waiting.`)
}
