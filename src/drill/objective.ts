/** An objective as plain data: an indicator, a filter, a bound. Pure functions of a window's data judge it. */
import type { JsonObject, Place } from './model.ts'

export interface Objective {
  indicator: Indicator
  filter: Filter
  bound: Bound
  /** `window`: each phase by itself. `run`: from the first phase's begin to the last one's end. */
  over: 'window' | 'run'
  place: Place
}

export type Indicator =
  /** Milliseconds, connecting included, failures as +∞; exact order statistics. `percentile` in (0, 100). */
  | { kind: 'latency'; percentile: number }
  /** Good ÷ offered requests, or 1 − prober outage ÷ window. */
  | { kind: 'uptime'; by: 'requests' | 'time' }
  /** Failed ÷ offered requests. */
  | { kind: 'errors' }
  /** Milliseconds: the longest outage that the prober saw, from its first due failing probe to the first good end. */
  | { kind: 'interruption' }
  /** Milliseconds from the fault's instant to the first of five clean seconds. */
  | { kind: 'recovery' }
  /** Requests that failed or could not be sent: how many. */
  | { kind: 'failures' }
  /** Milliseconds that failed requests took: those that fail should fail fast. Exact; none failed: no value. */
  | { kind: 'failure-latency'; percentile: number }
  /** Milliseconds from the first instance that served a release to the trigger that ended its deploy. */
  | { kind: 'detection' }
  /** Milliseconds from the decision until every instance serves the previous release and clients are well again. */
  | { kind: 'rollback-time' }
  /** Milliseconds from a deploy's begin to its end. */
  | { kind: 'deploy-time' }
  /** The fewest instances that were ready by their own word at any moment. */
  | { kind: 'ready-instances' }
  /** Milliseconds: the longest time in which an instance said that it was ready and could not serve. */
  | { kind: 'false-ready' }
  /** Milliseconds: the longest time in which an instance's process lived and its health endpoint did not say so. */
  | { kind: 'unhealthy' }
  /** Milliseconds from an instance's start to its first word of being ready; the slowest. */
  | { kind: 'boot-time' }
  /** Processes of instances that ended or were replaced without the drill asking for it. */
  | { kind: 'deaths' }
  /** Writes that were acknowledged and are not stored, or that are stored more than once: how many. Over the run. */
  | { kind: 'writes'; wrong: 'lost' | 'duplicated' }
  /** Jobs of stored writes that were not done, or done more than once: how many. Over the run. */
  | { kind: 'jobs'; wrong: 'lost' | 'duplicated' }
  /** Share of passes of a named k6 check. */
  | { kind: 'check'; name: string }
  /** A custom k6 metric: `avg`, `min`, `max`, `count`, `rate`, `p(95)` … */
  | { kind: 'metric'; name: string; stat: string }
  /** A named probe's numeric values. */
  | { kind: 'probe'; name: string; stat: string }
  /** A registered pure function of the window's data. */
  | { kind: 'custom'; name: string; version: number; args: JsonObject }

/** Only requests for which every given field matches. `route` is `METHOD /path` or the request's k6 name. */
export interface Filter {
  route?: string
  operation?: string
  scenario?: string
  group?: string
  method?: string
}

/** Values in the indicator's unit: milliseconds or ratios 0…1. */
export type Bound =
  | { op: 'below'; value: number }
  | { op: 'atMost'; value: number }
  | { op: 'above'; value: number }
  | { op: 'atLeast'; value: number }
  /** At most (1 + tolerance) × the indicator's value in the named window. */
  | { op: 'notWorseThan'; window: string; tolerance: number }

/** The unit that an indicator's values and bounds are in. */
export function unitOf(indicator: Indicator): 'ms' | 'ratio' | 'number' {
  switch (indicator.kind) {
    case 'latency':
    case 'interruption':
    case 'recovery':
    case 'failure-latency':
    case 'detection':
    case 'rollback-time':
    case 'deploy-time':
    case 'false-ready':
    case 'unhealthy':
    case 'boot-time':
      return 'ms'
    case 'uptime':
    case 'errors':
    case 'check':
      return 'ratio'
    case 'metric':
    case 'probe':
    case 'custom':
    case 'failures':
    case 'ready-instances':
    case 'deaths':
    case 'writes':
    case 'jobs':
      return 'number'
  }
}
