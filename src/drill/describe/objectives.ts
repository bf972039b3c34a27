/** Objectives in the words of a person. They are clause texts and file keys: keep them stable. */
import type { Bound, Filter, Indicator, Objective } from '../objective.ts'
import { unitOf } from '../objective.ts'
import { exactMs, percent, shortest } from './values.ts'

/** Also of limits, in verdicts. */
export const BOUND_WORDS = { below: 'below', atMost: 'at most', above: 'above', atLeast: 'at least' } as const

/** `p95 of GET /products below 150 ms`, with the span where it is not one window. */
export function describeObjective(objective: Objective): string {
  return `${clauseText(objective)}${objective.over === 'run' ? ' over the whole run' : ''}`
}

/** The same as it stands beside the window that it is judged in. */
export function clauseText({ indicator, filter, bound }: Objective): string {
  return `${describeIndicator(indicator, filter)} ${describeBound(bound, indicator)}`
}

/** `p95 of GET /products`, `uptime by time`, `check "order accepted"`. */
export function describeIndicator(indicator: Indicator, filter: Filter = {}): string {
  return `${bare(indicator)}${describeFilter(filter)}`
}

/** ` of GET /products in scenario shop`, or nothing. */
export function describeFilter({ route, operation, method, scenario, group }: Filter): string {
  const what = [route, operation, method].filter((part) => part !== undefined).join(', ')
  const of = what ? ` of ${what}` : ''
  const inScenario = scenario === undefined ? '' : ` in scenario ${scenario}`
  return `${of}${inScenario}${group === undefined ? '' : ` in group ${group}`}`
}

/** `below 150 ms`, `at least 99.9 %`, `not worse than baseline by over 25 %`. */
export function describeBound(bound: Bound, indicator: Indicator): string {
  if (bound.op === 'notWorseThan') return `not worse than ${bound.window} by over ${percent(bound.tolerance)}`
  return `${BOUND_WORDS[bound.op]} ${describeValue(bound.value, indicator)}`
}

/** A value in its indicator's unit, in full. */
export function describeValue(value: number, indicator: Indicator): string {
  switch (unitOf(indicator)) {
    case 'ms':
      return exactMs(value)
    case 'ratio':
      return percent(value)
    case 'number':
      return shortest(value)
  }
}

const PLAIN = {
  errors: 'errors',
  interruption: 'longest interruption',
  recovery: 'recovery',
  failures: 'failed requests',
  detection: 'detection',
  'rollback-time': 'rollback time',
  'deploy-time': 'deploy time',
  'ready-instances': 'fewest ready instances',
  'false-ready': 'longest false readiness',
  unhealthy: 'longest unhealthy time',
  'boot-time': 'boot time',
  deaths: 'unexpected deaths',
} as const satisfies Partial<Record<Indicator['kind'], string>>

function bare(indicator: Indicator): string {
  switch (indicator.kind) {
    case 'latency':
      return `p${indicator.percentile}`
    case 'failure-latency':
      return `p${indicator.percentile} time to fail`
    case 'uptime':
      return indicator.by === 'time' ? 'uptime by time' : 'uptime'
    case 'writes':
    case 'jobs':
      return `${indicator.wrong} ${indicator.kind}`
    case 'check':
      return `check "${indicator.name}"`
    case 'metric':
      return `metric ${indicator.name} (${indicator.stat})`
    case 'probe':
      return `probe ${indicator.name} (${indicator.stat})`
    case 'custom': {
      const args = Object.keys(indicator.args).length === 0 ? '' : ` ${JSON.stringify(indicator.args)}`
      return `${indicator.name} v${indicator.version}${args}`
    }
    default:
      return PLAIN[indicator.kind]
  }
}
