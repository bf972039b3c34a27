/** Objectives and values in the words of a person. */
import type { Filter, Indicator, Objective } from '../drill/objective.ts'
import { unitOf } from '../drill/objective.ts'
import { formatMs, formatRatio } from '../units.ts'
import type { Limit } from './limit.ts'

const OPS = { below: 'below', atMost: 'at most', above: 'above', atLeast: 'at least' } as const

/** `6,212` */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return 'never'
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A value in its unit: `83 ms`, `99.97 %`, `12.5`; +∞ is `never`. */
export function formatValue(value: number, unit: 'ms' | 'ratio' | 'number'): string {
  if (unit === 'ms') return formatMs(value)
  if (!Number.isFinite(value)) return 'never'
  return unit === 'ratio' ? formatRatio(value) : String(Number(value.toPrecision(6)))
}

/** A value beside the limit that it is held against: with so many digits that the two never look alike when they differ. */
export function formatSeen(value: number, limit: number | null, unit: 'ms' | 'ratio' | 'number'): string {
  const short = formatValue(value, unit)
  if (limit === null || value === limit || short !== formatValue(limit, unit)) return short
  if (unit === 'ms') return `${Number(value.toPrecision(9))} ms`
  return unit === 'ratio' ? `${Number((value * 100).toPrecision(9))} %` : String(value)
}

/** The indicator by name, without its filter: `p95`, `uptime`, `check "order accepted"`. */
export function indicatorName(indicator: Indicator): string {
  switch (indicator.kind) {
    case 'latency':
      return `p${indicator.percentile}`
    case 'uptime':
      return indicator.by === 'time' ? 'uptime by time' : 'uptime'
    case 'errors':
      return 'errors'
    case 'interruption':
      return 'longest interruption'
    case 'recovery':
      return 'recovery'
    case 'check':
      return `check "${indicator.name}"`
    case 'metric':
      return `metric ${indicator.name} (${indicator.stat})`
    case 'probe':
      return `probe ${indicator.name} (${indicator.stat})`
    case 'custom':
      return `${indicator.name} v${indicator.version}`
  }
}

/** ` of GET /products in scenario shop`, or nothing. */
export function filterWords(filter: Filter): string {
  const { route, operation, method, scenario, group } = filter
  const what = [route, operation, method].filter((part) => part !== undefined).join(', ')
  const of = what ? ` of ${what}` : ''
  const scenarioWords = scenario === undefined ? '' : ` in scenario ${scenario}`
  return `${of}${scenarioWords}${group === undefined ? '' : ` in group ${group}`}`
}

/** `p95 of GET /products below 150 ms` */
export function objectiveWords(objective: Objective): string {
  const { indicator, bound } = objective
  const what = `${indicatorName(indicator)}${filterWords(objective.filter)}`
  if (bound.op === 'notWorseThan')
    return `${what} not worse than ${bound.window} by over ${formatRatio(bound.tolerance)}`
  return `${what} ${OPS[bound.op]} ${formatValue(bound.value, unitOf(indicator))}`
}

/** `at least 99.9 %` */
export function limitWords(limit: Limit & { value: number }, unit: 'ms' | 'ratio' | 'number'): string {
  return `${OPS[limit.op]} ${formatValue(limit.value, unit)}`
}
