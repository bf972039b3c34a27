const BARS = '▁▂▃▄▅▆▇█'

/**
 * A line of at most `width` bars, each the largest (or the least) of the values that it stands for, scaled from 0 to the
 * largest of all that are finite; only 0 has the lowest one. +∞ is an ∞, a null (nothing) is a space where there is nothing else.
 */
export function sparkline(
  values: readonly (number | null)[],
  width: number,
  shows: 'largest' | 'least' = 'largest',
): string {
  const step = Math.max(1, Math.ceil(values.length / width))
  const largest = values.reduce<number>((a, b) => (b !== null && Number.isFinite(b) ? Math.max(a, b) : a), 0)
  const of = shows === 'largest' ? Math.max : Math.min
  let line = ''
  for (let i = 0; i < values.length; i += step) {
    const known = values.slice(i, i + step).filter((value) => value !== null)
    line +=
      known.length === 0
        ? ' '
        : bar(
            known.reduce((a, b) => of(a, b)),
            largest,
          )
  }
  return line
}

function bar(value: number, largest: number): string {
  if (!Number.isFinite(value)) return '∞'
  const height = largest === 0 ? 0 : Math.round((value / largest) * (BARS.length - 1))
  // The lowest bar is nothing: one failure among hundreds is more than that.
  return BARS.charAt(value > 0 ? Math.max(1, height) : height)
}
