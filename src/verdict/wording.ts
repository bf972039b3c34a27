/** Values and limits in the words of a person; objectives are put into words by `drill/describe.ts`. */
import { BOUND_WORDS } from '../drill/describe.ts'
import { formatMs, formatRatio } from '../units.ts'
import type { Limit } from './limit.ts'

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

/** `at least 99.9 %` */
export function limitWords(limit: Limit & { value: number }, unit: 'ms' | 'ratio' | 'number'): string {
  return `${BOUND_WORDS[limit.op]} ${formatValue(limit.value, unit)}`
}
