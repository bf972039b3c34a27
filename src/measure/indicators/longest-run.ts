import { formatAt } from '../../units.ts'
import type { Context } from '../context.ts'
import { shownMs } from '../instances/runs.ts'
import { isPartlyUnseen, LOOK_MS, looksIn, type Seen } from '../instances/watch.ts'
import type { Bounds } from '../membership.ts'
import { noValue, type Value } from './indicator.ts'

/** The longest time in which something was wrong with an instance; it was so for up to two looks longer than seen. */
export function longestRun(
  context: Context,
  span: Bounds,
  runsOf: (seen: readonly Seen[]) => Bounds[],
): Value {
  const { watch } = context
  const samples = looksIn(watch, span)
  if (watch.bounds === null || samples === 0) return noValue('the instances were not watched in the window')
  const shown = [...watch.seen].flatMap(([name, seen]) =>
    runsOf(seen).map((run) => ({ name, run, ms: shownMs(run, span) })),
  )
  const longest = shown.reduce<(typeof shown)[number] | null>(
    (most, one) => (one.ms > (most?.ms ?? 0) ? one : most),
    null,
  )
  const observed = longest?.ms ?? 0
  const partly = isPartlyUnseen(watch, span)
  const gapMs = partly ? Number.POSITIVE_INFINITY : 2 * LOOK_MS
  return {
    ...noValue(longest ? `${longest.name} from ${formatAt(longest.run.startMs)} of the run on` : ''),
    observed,
    samples,
    confidence:
      longest || partly ? { low: observed, high: observed + gapMs, method: 'five looks a second' } : null,
    uncertain: partly ? { bad: 1, total: 1 } : { bad: 0, total: 0 },
  }
}
