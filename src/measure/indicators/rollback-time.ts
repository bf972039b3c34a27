import type { Context } from '../context.ts'
import type { RollbackSeen } from '../measurements.ts'
import { type Bounds, holds } from '../membership.ts'
import type { Rollback } from '../releases/rollbacks.ts'
import { type Measure, noValue } from './indicator.ts'

/** From the decision until every instance serves the release before and clients are well; of several, the slowest. */
export const rollbackTime: Measure<'rollback-time'> = ({ context, span, limitMs }) => {
  const here = rollbacksIn(context, span)
  if (here.length === 0) return nothingToRollBack(context, span)
  const value = { ...noValue(''), samples: here.length }
  const open = here.filter(({ settledMs }) => settledMs === null)
  const known = open.some(
    ({ unknown, earliestMs, decidedMs }) => unknown === null || earliestMs - decidedMs > limitMs,
  )
  if (known) return { ...value, observed: Number.POSITIVE_INFINITY, note: whyNot(open) }
  const settled = here.filter((rollback) => !open.includes(rollback))
  const slowestMs = Math.max(0, ...settled.map(tookMs))
  // What is too late already does not depend on those of which too little was seen.
  if (open.length === 0 || slowestMs > limitMs)
    return { ...value, observed: slowestMs, note: `to one second${whoIs(settled)}` }
  return noValue(open[0]?.unknown ?? '')
}

/** Those decided or started in the window: a drill may decide in one phase and act in the next. */
export function rollbacksIn({ rollbacks }: Context, bounds: Bounds): Rollback[] {
  return rollbacks.filter(
    ({ decidedMs, startedMs }) =>
      holds(bounds, decidedMs) || (startedMs !== null && holds(bounds, startedMs)),
  )
}

function nothingToRollBack({ deploys }: Context, span: Bounds) {
  const stopped = deploys.some(
    ({ startMs, outcome, switched }) =>
      holds(span, startMs) && outcome === 'refused' && switched.length === 0,
  )
  if (!stopped) return noValue('no rollback was decided in the window')
  return {
    ...noValue('it was refused before any instance was switched: nothing had to be rolled back'),
    observed: 0,
    samples: 1,
  }
}

function tookMs({ settledMs, decidedMs }: RollbackSeen): number {
  return (settledMs ?? Number.POSITIVE_INFINITY) - decidedMs
}

function whoIs(rollbacks: readonly RollbackSeen[]): string {
  return rollbacks
    .filter(({ instances }) => instances.length > 0)
    .map(({ to, instances }) => `; ${instances.map(({ name }) => name).join(', ')} on ${to}`)
    .join('')
}

function whyNot(open: readonly RollbackSeen[]): string {
  return open
    .map(({ to, readyMs, instances }) => {
      const late = instances.filter((instance) => instance.readyMs === null).map(({ name }) => name)
      if (late.length > 0) return `${late.join(', ')} never said to be ready with ${to}`
      return readyMs === null
        ? `not every instance was ready with ${to} at once`
        : 'no five clean seconds were seen'
    })
    .join('; ')
}
