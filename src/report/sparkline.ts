const BARS = '▁▂▃▄▅▆▇█'

/**
 * A line of at most `width` bars, each the largest of the values that it stands for, scaled from 0 to the largest of
 * all. A null (nothing, or endless) is a space.
 */
export function sparkline(values: readonly (number | null)[], width: number): string {
  const step = Math.max(1, Math.ceil(values.length / width))
  const largest = values.reduce<number>((a, b) => Math.max(a, b ?? 0), 0)
  let line = ''
  for (let i = 0; i < values.length; i += step) {
    const known = values.slice(i, i + step).filter((value) => value !== null)
    const value = known.length === 0 ? null : known.reduce((a, b) => Math.max(a, b))
    line +=
      value === null
        ? ' '
        : BARS.charAt(largest === 0 ? 0 : Math.round((value / largest) * (BARS.length - 1)))
  }
  return line
}
