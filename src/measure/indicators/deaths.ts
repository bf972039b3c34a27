import { formatAt } from '../../units.ts'
import type { Context } from '../context.ts'
import { deathsOf } from '../instances/deaths.ts'
import { answers, isPartlyUnseen, looksIn } from '../instances/watch.ts'
import { type Bounds, holds } from '../membership.ts'
import { type Measure, noValue } from './indicator.ts'

/** Processes of instances that ended or were replaced though nobody had asked for it. */
export const deaths: Measure<'deaths'> = ({ context, span }) => {
  const { watch, record, faults } = context
  const samples = looksIn(watch, span)
  if (watch.bounds === null || samples === 0) return noValue('the instances were not watched in the window')
  const here = deathsOf(watch, record.events, faults).filter(({ atMs }) => holds(span, atMs))
  const unknown = unknownIn(context, span)
  if (here.length === 0 && unknown.length > 0)
    return noValue(
      `neither boot id nor process of ${unknown.join(', ')} is known: another in its place would not be seen`,
    )
  const partly = isPartlyUnseen(watch, span)
  return {
    ...noValue(here.map(({ name, how, atMs }) => `${name} ${how} ${formatAt(atMs)} into the run`).join('; ')),
    observed: here.length,
    samples,
    confidence: partly
      ? { low: here.length, high: Number.POSITIVE_INFINITY, method: 'a watch with gaps' }
      : null,
    uncertain: partly ? { bad: 1, total: 1 } : { bad: 0, total: 0 },
  }
}

/** Those that answered in the window, and never so that one process could be told from the next. */
function unknownIn({ watch }: Context, span: Bounds): string[] {
  return [...watch.seen].flatMap(([name, seen]) => {
    const answering = seen.filter(
      ({ startMs, endMs, state }) => startMs < span.endMs && endMs > span.startMs && answers(state),
    )
    return answering.length > 0 && answering.every(({ state }) => state.bootId === null) ? [name] : []
  })
}
