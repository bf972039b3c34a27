import { loadEndMs } from '../drill-end.ts'
import type { RollbackSeen } from '../measurements.ts'
import { holds } from '../membership.ts'
import type { Deploy } from '../releases/deploys.ts'
import { firstServedMs } from '../releases/deploys.ts'
import { saysRelease } from '../releases/told.ts'
import { type Measure, noValue } from './indicator.ts'

/** From the first instance that served a release to the trigger that ended its deploy; of several, the slowest. */
export const detection: Measure<'detection'> = ({ context, span, limitMs }) => {
  const { deploys, rollbacks, watch, record } = context
  const here = deploys.filter(({ startMs }) => holds(span, startMs))
  if (here.length === 0) return noValue('nothing was deployed in the window')
  const value = { ...noValue(''), samples: here.length }
  const endMs = loadEndMs(record.events)
  if (here.some((deploy) => mayHaveServed(deploy)) && !saysRelease(record.events))
    return noValue('the instances do not say which release they run')
  const times = here.map((deploy) => {
    const servedMs = firstServedMs(deploy, watch)
    // The release gate stopped it: users were never at risk.
    if (servedMs === null && deploy.outcome === 'refused' && deploy.trigger === null) return 0
    if (servedMs === null) return null
    const endedMs = noticedMs(deploy, rollbacks)
    if (endedMs !== null) return Math.max(0, endedMs - servedMs)
    const open = deploy.outcome === null && endMs - servedMs <= limitMs
    return open ? null : Number.POSITIVE_INFINITY
  })
  const observed = Math.max(...times.map((time) => time ?? 0))
  // What is too late already does not depend on those of which too little was seen.
  if (times.includes(null) && observed <= limitMs)
    return noValue('the record ends before anything was detected')
  const fired = here.flatMap(({ trigger }) => trigger?.restedOn ?? [])
  const gate = 'no instance served it: the release gate stopped it'
  return { ...value, observed, note: fired.length > 0 || observed > 0 ? fired.join('; ') : gate }
}

/** Nothing tells of an instance that was switched, and what the user's own command did until it was refused, nobody knows. */
function mayHaveServed({ strategy, switched, trigger, code }: Deploy): boolean {
  const ran = code === 'command-failed' || code === 'never-ready'
  return strategy === 'command' && ran && switched.length === 0 && trigger === null
}

/**
 * The trigger, or what the rollout found by itself in the middle of the deploy: when it decided, for its end is that of
 * the rollback. Null: it went through, or nothing ended it.
 */
export function noticedMs(
  { trigger, outcome, startMs, endMs }: Deploy,
  rollbacks: readonly RollbackSeen[],
): number | null {
  if (trigger) return trigger.atMs
  if (outcome !== 'refused') return null
  const decided = rollbacks.find(
    ({ decidedMs }) => decidedMs >= startMs && decidedMs <= (endMs ?? Number.POSITIVE_INFINITY),
  )
  return decided?.decidedMs ?? endMs
}
