/** Values and limits in the words of a person; objectives are put into words by `drill/describe.ts`. */

import { exactMs, percent } from '../drill/describe/values.ts'
import { BOUND_WORDS } from '../drill/describe.ts'
import { formatMs, formatRatio } from '../units.ts'
import type { Limit } from './limit.ts'

/** `6,212` */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return 'never'
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 request`, `6,212 requests`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** A value in its unit: `83 ms`, `99.97 %`, `12.5`; +∞ is `never`. */
export function formatValue(value: number, unit: 'ms' | 'ratio' | 'number'): string {
  if (unit === 'ms') return formatMs(value)
  if (!Number.isFinite(value)) return 'never'
  return unit === 'ratio' ? formatRatio(value) : String(Number(value.toPrecision(6)))
}

/**
 * A value beside the limit that it is held against: in full where the short form would stand on another side of the
 * limit than the value itself.
 */
export function formatSeen(value: number, limit: number | null, unit: 'ms' | 'ratio' | 'number'): string {
  const short = formatValue(value, unit)
  if (limit === null || !Number.isFinite(value) || !Number.isFinite(limit)) return short
  const isTrue = Math.sign(asShown(value, unit) - limit) === Math.sign(value - limit)
  return isTrue && short !== formatValue(limit, unit) ? short : inFull(value, unit)
}

/** `at least 99.9 %` */
export function limitWords(
  { op, value }: Limit & { value: number },
  unit: 'ms' | 'ratio' | 'number',
  ...beside: readonly number[]
): string {
  return `${BOUND_WORDS[op]} ${formatLimit(value, unit, ...beside)}`
}

/**
 * What was written is never rounded. A limit that was worked out is, unless some of `beside`, which is told with it, would
 * then stand on the other side of it.
 */
export function formatLimit(
  value: number,
  unit: 'ms' | 'ratio' | 'number',
  ...beside: readonly number[]
): string {
  const short = asShown(value, unit)
  const isTrue = beside.every((one) => Math.sign(one - short) === Math.sign(one - value))
  const isWritten = Number((value * SCALE[unit]).toPrecision(WRITTEN_DIGITS)) === in12(value * SCALE[unit])
  return isTrue && !isWritten ? formatValue(value, unit) : inFull(value, unit)
}

/** More nobody writes. */
const WRITTEN_DIGITS = 7
/** 0.29 * 100 is 28.999999999999996 in binary. */
const in12 = (value: number): number => Number(value.toPrecision(12))
/** In which a person reads it: milliseconds, percent. */
const SCALE = { ms: 1, ratio: 100, number: 1 } as const

function inFull(value: number, unit: 'ms' | 'ratio' | 'number'): string {
  if (!Number.isFinite(value)) return 'never'
  const full = Number(value.toPrecision(9))
  if (unit === 'ms') return exactMs(full)
  return unit === 'ratio' ? percent(full) : String(value)
}

/** The number that the short form tells. */
function asShown(value: number, unit: 'ms' | 'ratio' | 'number'): number {
  if (!Number.isFinite(value)) return value
  if (unit === 'ratio') return in12(Number.parseFloat(formatRatio(value)) / 100)
  if (unit === 'number') return Number(value.toPrecision(6))
  return value < 60_000 ? Number(value.toPrecision(3)) : Math.round(value / 1000) * 1000
}
