/** Numbers as they were written: a bound is never rounded. */

/** `150 ms`, `20 s`, `1 min 30 s`. */
export function exactMs(ms: number): string {
  if (ms < 1000) return `${shortest(ms)} ms`
  if (ms < 60_000) return `${shortest(ms / 1000)} s`
  // A remainder of 0.4 ms is 0.3999999999941792 in binary.
  const rest = Number((ms % 60_000).toFixed(6))
  const minutes = `${Math.floor(ms / 60_000)} min`
  return rest === 0 ? minutes : `${minutes} ${shortest(rest / 1000)} s`
}

/** `99.905 %` */
export function percent(share: number): string {
  return `${shortest(share * 100)} %`
}

/** Without the noise that binary fractions leave in the 16th digit. */
export function shortest(value: number): string {
  return String(Number(value.toPrecision(12)))
}
