import { samplesIn } from '../context.ts'
import { holds } from '../membership.ts'
import type { Recovery } from '../recovered.ts'
import { type Ask, type Measure, noValue, type Value } from './indicator.ts'

/** From a fault's instant to the first of five clean seconds; of several faults, the slowest. */
export const recovery: Measure<'recovery'> = (ask) => {
  const seen = recoveryFrom(ask, ask.context.recoveries)
  const best = recoveryFrom(ask, ask.context.recoveriesAtBest)
  if (seen.observed === null || best.observed === null || best.observed === seen.observed) return seen
  return {
    ...seen,
    confidence: {
      low: best.observed,
      high: seen.observed,
      method: 'leaving out what the load generator crowded',
    },
    uncertain: { bad: 1, total: 1 },
  }
}

function recoveryFrom(
  { context, span, limitMs }: Pick<Ask<'recovery'>, 'context' | 'span' | 'limitMs'>,
  recoveries: readonly Recovery[],
): Value {
  const seen = context.faults.flatMap(({ instantMs }, i) =>
    instantMs !== null && holds(span, instantMs) ? [recoveries[i]!] : [],
  )
  if (seen.length === 0) return noValue('no fault was injected in the window')
  const value = { ...noValue('to one second'), samples: samplesIn(context, span).durationMs.length }
  if (value.samples === 0) return noValue('no request was made in the window')
  const open = seen.filter(({ recoveredMs }) => recoveredMs === null)
  const slowestMs = Math.max(...seen.map(({ recoveredMs }) => recoveredMs ?? 0))
  // What is too late already does not depend on those of which too little was seen.
  if (open.length === 0 || slowestMs > limitMs) return { ...value, observed: slowestMs }
  const earliestMs = Math.max(...open.map((one) => one.earliestMs))
  const note = `no five clean seconds were seen; not recovered before ${earliestMs / 1000} s after the fault`
  // It may still have recovered in time: too little was seen to say.
  if (earliestMs <= limitMs) return { ...value, note }
  return { ...value, observed: Number.POSITIVE_INFINITY, note }
}
