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
  const checked = percentileOf('p', percentile)
  return measured(() => ({ kind: 'latency', percentile: checked }), filter)
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

/** How many requests failed or could not be sent: `failures().atMost(0)` where nothing may be lost. */
export function failures(filter: Filter = {}): Measured<number> {
  return measured(() => ({ kind: 'failures' }), filter)
}

/** The time that so many per cent of the failed requests took at most: what fails should fail fast. */
export function failureTime(percentile: number, filter: Filter = {}): Measured<Duration> {
  const checked = percentileOf('failureTime', percentile)
  return measured(() => ({ kind: 'failure-latency', percentile: checked }), filter)
}

/** From the first instance that served a release to the trigger that ended its deploy. */
export function detection(): Measured<Duration> {
  return measured(() => ({ kind: 'detection' }), {})
}

/** From the decision until every instance serves the release before by its own word, and clients are well again. */
export function rollbackTime(): Measured<Duration> {
  return measured(() => ({ kind: 'rollback-time' }), {})
}

/** From a deploy's begin to its end. */
export function deployTime(): Measured<Duration> {
  return measured(() => ({ kind: 'deploy-time' }), {})
}

/** The fewest instances that were ready by their own word at any moment. */
export function readyInstances(): Measured<number> {
  return measured(() => ({ kind: 'ready-instances' }), {})
}

/** The longest time in which an instance said that it was ready and could not serve. */
export function falseReady(): Measured<Duration> {
  return measured(() => ({ kind: 'false-ready' }), {})
}

/** The longest time in which an instance's process lived and its health endpoint did not say so. */
export function unhealthy(): Measured<Duration> {
  return measured(() => ({ kind: 'unhealthy' }), {})
}

/** From an instance's start to its first word of being ready; the slowest one. */
export function bootTime(): Measured<Duration> {
  return measured(() => ({ kind: 'boot-time' }), {})
}

/** How many processes of instances ended or were replaced without the drill asking for it. */
export function deaths(): Measured<number> {
  return measured(() => ({ kind: 'deaths' }), {})
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

function percentileOf(what: string, percentile: number): number {
  if (percentile > 0 && percentile < 100) return percentile
  throw mistake(
    here(),
    `${what}(${percentile}) is not a percentile.`,
    `Give a number above 0 and below 100, such as ${what}(95).`,
  )
}

function checkStat(stat: string): void {
  const percentile = Number(/^p\((\d+(?:\.\d+)?)\)$/.exec(stat)?.[1] ?? Number.NaN)
  if (STATS.some((known) => known === stat) || (percentile > 0 && percentile < 100)) return
  throw mistake(here(), `"${stat}" is not a statistic.`, `Give one of ${STATS.join(', ')}, p(95).`)
}
