import type { Context } from '../context.ts'
import { type Boot, bootsOf } from '../instances/boots.ts'
import { type Bounds, holds } from '../membership.ts'
import { type Measure, noValue } from './indicator.ts'

/** From an instance's start to its first word of being ready, to one look of the watch; the slowest. */
export const bootTime: Measure<'boot-time'> = ({ context, span, limitMs }) => {
  if (context.watch.bounds === null) return noValue('the instances were not watched')
  const here = bootsIn(context, span).filter(({ ended }) => ended !== 'asked')
  if (here.length === 0) return noValue('no instance was started in the window')
  const value = { ...noValue(here.map(({ name }) => name).join(', ')), samples: here.length }
  const endMs = context.watch.bounds.endMs
  const open = here.find(({ readyMs, ended }) => readyMs === null && ended === null)
  if (open && endMs - open.startMs <= limitMs) return noValue(`the record ends before ${open.name} was ready`)
  const never = here.find(({ readyMs }) => readyMs === null)
  if (never) return { ...value, observed: Number.POSITIVE_INFINITY, note: `${never.name} never got ready` }
  return {
    ...value,
    observed: Math.max(...here.map(({ readyMs, startMs }) => (readyMs ?? startMs) - startMs)),
  }
}

export function bootsIn({ watch, record }: Context, bounds: Bounds): Boot[] {
  return bootsOf(watch, record.events).filter(({ startMs }) => holds(bounds, startMs))
}
