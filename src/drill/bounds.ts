/** An indicator becomes an objective by a bound, written in the indicator's own unit. */

import type { Duration, Percentage } from '../units.ts'
import { durationMs, ratio } from '../units.ts'
import type { Place } from './model.ts'
import type { Bound, Filter, Indicator, Objective } from './objective.ts'
import { unitOf } from './objective.ts'
import { here, mistake, readAt } from './place.ts'

/** An objective as it is written; `over('run')` judges it once, from the first phase's begin to the last one's end. */
export interface ObjectiveDraft {
  readonly objective: Objective
  /** Those that were written in one go with it. */
  readonly further?: readonly Objective[]
  over(span: 'run' | 'window'): ObjectiveDraft
}

/** An indicator that waits for its bound; `V` is how a value of it is written. */
export interface Measured<V> {
  below(value: V): ObjectiveDraft
  atMost(value: V): ObjectiveDraft
  above(value: V): ObjectiveDraft
  atLeast(value: V): ObjectiveDraft
  /** The same as `atMost`; reads better of durations. */
  within(value: V): ObjectiveDraft
  /** At most (1 + tolerance) times the value in the named window; for what is better when it is lower. */
  notWorseThan(window: string, tolerance: Percentage): ObjectiveDraft
}

type ValueOp = Exclude<Bound['op'], 'notWorseThan'>

/** `indicate` may look at the bound: a probe's statistic is its worst value, and the bound says which that is. */
export function measured<V extends Duration | Percentage | number>(
  indicate: (op: Bound['op']) => Indicator,
  filter: Filter,
): Measured<V> {
  const bounded = (op: ValueOp) => (value: V) => {
    const place = here()
    const indicator = indicate(op)
    return draft({
      indicator,
      filter,
      bound: { op, value: inUnit(place, indicator, value) },
      over: 'window',
      place,
    })
  }
  return {
    below: bounded('below'),
    atMost: bounded('atMost'),
    above: bounded('above'),
    atLeast: bounded('atLeast'),
    within: bounded('atMost'),
    notWorseThan(window, tolerance) {
      const place = here()
      const indicator = indicate('notWorseThan')
      refuseHigherIsBetter(place, indicator)
      const bound: Bound = { op: 'notWorseThan', window, tolerance: toleranceOf(place, tolerance) }
      return draft({ indicator, filter, bound, over: 'window', place })
    },
  }
}

/** The objective of a draft that is looked at while the drill runs; refuses one that is known only afterwards. */
export function objectiveOf(place: Place, written: ObjectiveDraft): Objective {
  const [objective] = objectivesOf(place, written) as [Objective]
  if (objective.indicator.kind !== 'writes' && objective.indicator.kind !== 'jobs') return objective
  throw mistake(
    place,
    `what became of ${objective.indicator.kind} is known when the load has ended.`,
    'Put it into the `expect` of the drill or of a phase.',
  )
}

/** The objectives of a draft, mostly one; refuses an indicator that was given no bound. */
export function objectivesOf(place: Place, written: ObjectiveDraft): Objective[] {
  const objective: Objective | undefined = written?.objective
  if (objective) return [objective, ...(written.further ?? [])]
  throw mistake(place, 'an objective has no bound.', "Write one, such as p95().below('150ms').")
}

function draft(objective: Objective): ObjectiveDraft {
  return { objective, over: (span) => draft({ ...objective, over: span }) }
}

function inUnit(place: Place, indicator: Indicator, value: Duration | Percentage | number): number {
  const wrong = (kind: string, example: string) =>
    mistake(
      place,
      `${JSON.stringify(value)} is not ${kind}, which this indicator is measured in.`,
      `Write ${example}.`,
    )
  switch (unitOf(indicator)) {
    case 'ms':
      if (typeof value !== 'string' || value.includes('%'))
        throw wrong('a duration', "'150ms', '20s' or '2m'")
      return readAt(place, () => durationMs(value))
    case 'ratio':
      if (typeof value !== 'string' || !value.includes('%')) throw wrong('a percentage', "'99.9%'")
      return readAt(place, () => ratio(value))
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value))
        throw wrong('a number', 'a number, without a unit')
      return value
  }
}

/** Unlike a ratio, a tolerance may be above 100 %. */
function toleranceOf(place: Place, tolerance: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*%$/.exec(String(tolerance).trim())
  if (match) return Number((Number(match[1]) / 100).toPrecision(12))
  throw mistake(place, `${JSON.stringify(tolerance)} is not a tolerance.`, "Write it as '25%'.")
}

const HIGHER_IS_BETTER: readonly Indicator['kind'][] = ['uptime', 'check', 'ready-instances']

function refuseHigherIsBetter(place: Place, indicator: Indicator): void {
  if (!HIGHER_IS_BETTER.includes(indicator.kind)) return
  throw mistake(
    place,
    'notWorseThan() is for what is better when it is lower, such as latency or errors.',
    indicator.kind === 'uptime'
      ? 'Write errors().notWorseThan(…), or give a bound: atLeast(…).'
      : 'Give a bound: atLeast(…).',
  )
}
