import type { Bound, Indicator } from '../drill/objective.ts'

/** A bound with its number worked out. `value` is null when the window that it refers to has no value. */
export interface Limit {
  op: 'below' | 'atMost' | 'above' | 'atLeast'
  value: number | null
}

/** What `notWorseThan` comes to: a lower number is worse for uptime, checks and ready instances, a higher one for all else. */
export function limitOf(bound: Bound, indicator: Indicator, reference: number | null): Limit {
  if (bound.op !== 'notWorseThan') return bound
  const lowerIsWorse = ['uptime', 'check', 'ready-instances'].includes(indicator.kind)
  const factor = lowerIsWorse ? 1 - bound.tolerance : 1 + bound.tolerance
  return {
    op: lowerIsWorse ? 'atLeast' : 'atMost',
    value: reference === null ? null : reference * factor,
  }
}

/** Does the value keep the limit? Numbers that differ only by binary rounding are equal. */
export function holds(limit: Limit & { value: number }, observed: number): boolean {
  const { op, value } = limit
  const equal = observed === value || Math.abs(observed - value) <= 1e-12 * Math.max(1, Math.abs(value))
  switch (op) {
    case 'below':
      return observed < value && !equal
    case 'atMost':
      return observed < value || equal
    case 'above':
      return observed > value && !equal
    case 'atLeast':
      return observed > value || equal
  }
}

/** True for limits from above: a larger value is worse. */
export function isCeiling(limit: Limit): boolean {
  return limit.op === 'below' || limit.op === 'atMost'
}
