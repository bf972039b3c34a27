import { FiredrillError } from './errors.ts'

/** A duration as people write it: `150ms`, `20s`, `2m`, `1.5h`. */
export type Duration = `${number}ms` | `${number}s` | `${number}m` | `${number}h`
/** A rate as people write it: `200/s`, `30/m`. */
export type Rate = `${number}/s` | `${number}/m`
/** A share as people write it: `99.9%`. */
export type Percentage = `${number}%`
/** A size as Docker writes it, in units of 1024: `64m`, `512k`, `1g`; a bare number is bytes. */
export type Size = `${number}${'' | 'k' | 'm' | 'g'}`

/**
 * 31 days, ms. No run lasts longer: a time beyond it was damaged, and what steps through a run second by second must come
 * to its end.
 */
export const MOST_RUN_MS = 31 * 24 * 60 * 60 * 1000
/** The latest moment that a `Date` can hold, ms since 1970. */
export const MOST_WALL_MS = 8.64e15

const BYTES = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 } as const
const MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const
const AGES = { m: MS.m, h: MS.h, d: 24 * MS.h, w: 7 * 24 * MS.h } as const

/** Milliseconds of a written duration; throws `value-invalid`. */
export function durationMs(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/.exec(String(text).trim())
  const ms = match ? Number(match[1]) * MS[match[2] as keyof typeof MS] : Number.NaN
  if (!Number.isFinite(ms)) throw invalid('duration', text, '150ms, 20s, 2m or 1h')
  return ms
}

/** Milliseconds of a written age: `90m`, `12h`, `7d`, `2w`; above zero. Throws `value-invalid`. */
export function ageMs(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(m|h|d|w)$/.exec(String(text).trim())
  const ms = match ? Number(match[1]) * AGES[match[2] as keyof typeof AGES] : 0
  if (ms <= 0) throw invalid('age', text, '90m, 12h, 7d or 2w')
  return ms
}

/** `12 min`, `5 h`, `3 days`: whole units, rounded down, for how old something is. */
export function formatAge(ms: number): string {
  if (ms < AGES.h) return `${Math.floor(ms / AGES.m)} min`
  if (ms < 2 * AGES.d) return `${Math.floor(ms / AGES.h)} h`
  return `${Math.floor(ms / AGES.d)} days`
}

/** Events a second of a written rate; throws `value-invalid`. */
export function perSecond(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*\/\s*(s|m)$/.exec(String(text).trim())
  const events = match ? Number(match[1]) / (match[2] === 'm' ? 60 : 1) : 0
  if (!(events > 0 && Number.isFinite(events))) throw invalid('rate', text, '200/s or 30/m')
  return events
}

/** The ratio 0…1 of a written percentage; throws `value-invalid`. */
export function ratio(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*%$/.exec(String(text).trim())
  const value = match ? Number(match[1]) / 100 : Number.NaN
  if (!(value >= 0 && value <= 1)) throw invalid('percentage', text, '99.9% (0% to 100%)')
  // 99.9 / 100 is 0.9990000000000001 in binary: judge against the number that was written.
  return Number(value.toPrecision(12))
}

/** Cores of a written share of one, which may be more than one; throws `value-invalid`. */
export function cores(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*%$/.exec(String(text).trim())
  const value = match ? Number(match[1]) / 100 : 0
  if (!(value > 0 && Number.isFinite(value)))
    throw invalid('share of a core', text, '10% (of one core; 150% is one and a half)')
  return Number(value.toPrecision(12))
}

/** Bytes of a written size; throws `value-invalid`. */
export function bytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmg]?)$/.exec(String(text).trim())
  const size = match ? Math.round(Number(match[1]) * BYTES[match[2] as keyof typeof BYTES]) : Number.NaN
  if (!Number.isFinite(size)) throw invalid('size', text, '64m, 512k or 1g')
  return size
}

/** `64 MiB`, `1.5 GiB`, `512 B`. */
export function formatBytes(value: number): string {
  const [unit, size] =
    value >= BYTES.g
      ? (['GiB', BYTES.g] as const)
      : value >= BYTES.m
        ? (['MiB', BYTES.m] as const)
        : value >= BYTES.k
          ? (['KiB', BYTES.k] as const)
          : (['B', 1] as const)
  return `${trim(value / size)} ${unit}`
}

/** `83 ms`, `1.42 s`, `2 min 5 s`: three significant figures, for reports. */
export function formatMs(ms: number): string {
  if (ms === Number.POSITIVE_INFINITY) return 'never'
  if (ms < 1000) return `${trim(ms)} ms`
  if (ms < 60_000) return `${trim(ms / 1000)} s`
  const seconds = Math.round(ms / 1000)
  const rest = seconds % 60
  return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`
}

/** `53.5 s`, `76.4 s`: a moment of a run, in seconds however late it is, as `report.html` has them. */
export function formatAt(ms: number): string {
  return ms < 60_000 ? formatMs(ms) : `${(ms / 1000).toFixed(1)} s`
}

/**
 * `99.97 %`: as many decimals as keep a ratio apart from none and all, rounded towards 50 %, so that a breach of
 * 99.9 % is never shown as 99.9 %, nor one failure as 0 %.
 */
export function formatRatio(value: number): string {
  const percent = value * 100
  const distance = Math.min(Math.abs(100 - percent), Math.abs(percent))
  for (const digits of [0, 1, 2, 3]) {
    const shown = towardsHalf(percent, digits)
    if (Math.abs(shown - percent) <= 0.05 * distance) return `${shown.toFixed(digits)} %`
  }
  return `${towardsHalf(percent, 4).toFixed(4)} %`
}

function towardsHalf(percent: number, digits: number): number {
  const scale = 10 ** digits
  const scaled = percent * scale
  const whole = Math.round(scaled)
  // 0.29 * 100 is 28.999999999999996 in binary: that is 29, but nothing else is 0 or 100.
  const noise = Math.abs(scaled - whole) < 1e-9 && whole !== 0 && whole !== 100 * scale
  if (noise) return whole / scale
  return (percent > 50 ? Math.floor(scaled) : Math.ceil(scaled)) / scale
}

function trim(value: number): string {
  return String(Number(value.toPrecision(3)))
}

function invalid(kind: string, given: string, example: string): FiredrillError {
  const text = String(given).slice(0, 100).toWellFormed()
  return new FiredrillError('value-invalid', `"${text}" is not a ${kind}.`, {
    hint: `Write it as ${example}.`,
  })
}
