/** Durations as programs written in Go write them: k6 and Compose. People write firedrill's own as `units.ts` reads them. */

const UNIT_MS: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ns: 1e-6,
}
const PART = /(\d+\.?\d*|\.\d+)(ms|us|µs|μs|ns|h|m|s)/g
const WHOLE = /^(?:(\d+)d)?((?:(?:\d+\.?\d*|\.\d+)(?:ms|us|µs|μs|ns|h|m|s))*)$/
const BARE = /^\d+(?:\.\d+)?$/

/**
 * Milliseconds of `1m30s`; also of what k6 takes beyond that: days before the rest (`1d12h`), and a bare number, which is
 * of ms. Null where it is no such duration. Source: Go's time.ParseDuration; k6's lib/types, ParseExtendedDuration.
 */
export function goDurationMs(written: unknown): number | null {
  if (typeof written === 'number') return Number.isFinite(written) ? written : null
  if (typeof written !== 'string' || written === '') return null
  if (BARE.test(written)) return Number(written)
  const [whole, days = '0', rest = ''] = WHOLE.exec(written) ?? []
  if (whole === undefined) return null
  return [...rest.matchAll(PART)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (UNIT_MS[unit] ?? 0),
    Number(days) * (UNIT_MS.d ?? 0),
  )
}
