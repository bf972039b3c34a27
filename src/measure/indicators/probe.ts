import { holds } from '../membership.ts'
import { type Measure, noValue } from './indicator.ts'
import { statOf } from './stat.ts'

/** A named probe's values: numbers as they are, true as 1 and false as 0. What could not be read counts as bad. */
export const probe: Measure<'probe'> = ({ indicator, context, span }) => {
  const { name, stat } = indicator
  const values: number[] = []
  let bad = 0
  for (const event of context.record.events) {
    if (event.type !== 'named-probe' || event.name !== name || !holds(span, event.atMs)) continue
    const value = typeof event.value === 'boolean' ? Number(event.value) : event.value
    if (typeof value === 'number' && event.error === null) values.push(value)
    else bad += 1
  }
  if (values.length + bad === 0) return noValue(`no probe named "${name}" was taken in the window`)
  const observed = values.length === 0 ? null : statOf(stat, values, (span.endMs - span.startMs) / 1000)
  const note = bad > 0 ? `${bad} of its ${values.length + bad} probes gave no number` : ''
  return { ...noValue(note), observed, samples: values.length, bad }
}
