import { rankOf } from '../percentile.ts'

/**
 * A statistic of plain values, by k6's names: `avg`, `min`, `max`, `med`, `p(95)`, `count` (of samples), `sum`,
 * `rate` (share of values that are not 0), `perSecond` (sum ÷ seconds). Null: no such statistic, or no values.
 * Only `count`, `sum` and `perSecond` have a value, 0, where there is nothing.
 */
export function statOf(stat: string, values: readonly number[], seconds: number): number | null {
  const total = values.reduce((sum, value) => sum + value, 0)
  if (stat === 'count') return values.length
  if (stat === 'sum') return total
  if (stat === 'perSecond') return seconds > 0 ? total / seconds : null
  if (values.length === 0) return null
  switch (stat) {
    case 'avg':
      return total / values.length
    case 'min':
      return values.reduce((a, b) => Math.min(a, b))
    case 'max':
      return values.reduce((a, b) => Math.max(a, b))
    case 'rate':
      return values.filter((value) => value !== 0).length / values.length
    default:
      return percentile(stat, values)
  }
}

function percentile(stat: string, values: readonly number[]): number | null {
  const written = stat === 'med' ? '50' : /^p\((\d+(?:\.\d+)?)\)$/.exec(stat)?.[1]
  const q = Number(written) / 100
  if (!(q > 0 && q < 1)) return null
  return values.toSorted((a, b) => a - b)[rankOf(q, values.length) - 1] ?? null
}
