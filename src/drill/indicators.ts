/** What can be measured of a window. Each one is given a bound, and is then an objective. */
import type { Duration, Percentage } from '../units.ts'
import type { Measured } from './bounds.ts'
import { measured } from './bounds.ts'
import type { JsonObject } from './model.ts'
import type { Filter } from './objective.ts'
import { here, mistake } from './place.ts'

const STATS = ['avg', 'min', 'max', 'med', 'count', 'sum', 'rate', 'perSecond'] as const
/**
 * A statistic of a series of numbers, by k6's names: `count` of values, `rate` is the share of those that are not 0,
 * `perSecond` their sum by time, `p(95)` the exact percentile.
 */
export type Stat = (typeof STATS)[number] | `p(${number})`
/** Checks and custom metrics know these of themselves. */
export type SampleFilter = Pick<Filter, 'scenario' | 'group'>

/** The time that so many per cent of the requests took at most: connecting included, a failure counts as infinitely slow. */
export function p(percentile: number, filter: Filter = {}): Measured<Duration> {
  if (!(percentile > 0 && percentile < 100)) {
    throw mistake(
      here(),
      `p(${percentile}) is not a percentile.`,
      'Give a number above 0 and below 100, such as p(95).',
    )
  }
  return measured(() => ({ kind: 'latency', percentile }), filter)
}

export const p50 = (filter: Filter = {}): Measured<Duration> => p(50, filter)
export const p95 = (filter: Filter = {}): Measured<Duration> => p(95, filter)
export const p99 = (filter: Filter = {}): Measured<Duration> => p(99, filter)

/**
 * By requests (the default): good ÷ offered ones, those that could not be sent counted as bad. By time: 1 − the
 * prober's outage ÷ the window; the prober asks one route, so that a filter means nothing there.
 */
export function uptime(what: Filter & { by?: 'requests' | 'time' } = {}): Measured<Percentage> {
  const { by = 'requests', ...filter } = what
  if (by === 'time' && Object.keys(filter).length > 0) {
    throw mistake(
      here(),
      "uptime({ by: 'time' }) takes no filter: the prober asks one route.",
      'Leave the filter out, or judge by requests.',
    )
  }
  return measured(() => ({ kind: 'uptime', by }), filter)
}

/** Failed ÷ offered requests. */
export function errors(filter: Filter = {}): Measured<Percentage> {
  return measured(() => ({ kind: 'errors' }), filter)
}

/** The longest outage that the prober saw. */
export function interruption(): Measured<Duration> {
  return measured(() => ({ kind: 'interruption' }), {})
}

/** From the fault's instant to the first of five clean seconds. */
export function recovery(): Measured<Duration> {
  return measured(() => ({ kind: 'recovery' }), {})
}

/** The share of passes of a k6 check, by its name. */
export function ratio(what: SampleFilter & { check: string }): Measured<Percentage> {
  const { check, ...filter } = what
  return measured(() => ({ kind: 'check', name: check }), filter)
}

/** A statistic of a custom k6 metric, in the metric's own unit. */
export function metric(name: string, stat: Stat, filter: SampleFilter = {}): Measured<number> {
  checkStat(stat)
  return measured(() => ({ kind: 'metric', name, stat }), filter)
}

/**
 * The numbers that a named probe of the configuration gave. Without a statistic, every one has to hold: the highest
 * is judged against an upper bound, the lowest against a lower one, the average against another window's.
 */
export function value(probe: string, stat?: Stat): Measured<number> {
  if (stat !== undefined) checkStat(stat)
  return measured((op) => ({ kind: 'probe', name: probe, stat: stat ?? WORST[op] }), {})
}

/** An indicator that the configuration registers, of just this version: a pure function of the window's data. */
export function custom(name: string, version: number, args: JsonObject = {}): Measured<number> {
  return measured(() => ({ kind: 'custom', name, version, args }), {})
}

const WORST = { below: 'max', atMost: 'max', above: 'min', atLeast: 'min', notWorseThan: 'avg' } as const

function checkStat(stat: string): void {
  const percentile = Number(/^p\((\d+(?:\.\d+)?)\)$/.exec(stat)?.[1] ?? Number.NaN)
  if (STATS.some((known) => known === stat) || (percentile > 0 && percentile < 100)) return
  throw mistake(here(), `"${stat}" is not a statistic.`, `Give one of ${STATS.join(', ')}, p(95).`)
}
