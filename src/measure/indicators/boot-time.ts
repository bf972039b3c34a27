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
  const isOpen = ({ readyMs, ended, startMs }: Boot): boolean =>
    readyMs === null && ended === null && endMs - startMs <= limitMs
  const never = here.find((boot) => boot.readyMs === null && !isOpen(boot))
  if (never) return { ...value, observed: Number.POSITIVE_INFINITY, note: `${never.name} never got ready` }
  const slowestMs = Math.max(...here.map(({ readyMs, startMs }) => (readyMs ?? startMs) - startMs))
  const open = here.find(isOpen)
  // What is too late already does not depend on one of which too little was seen.
  if (open && slowestMs <= limitMs) return noValue(`the record ends before ${open.name} was ready`)
  return { ...value, observed: slowestMs }
}

export function bootsIn({ watch, record }: Context, bounds: Bounds): Boot[] {
  return bootsOf(watch, record.events).filter(({ startMs }) => holds(bounds, startMs))
}
