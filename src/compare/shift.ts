/**
 * By how much one group of values lies above another: the median of all differences, and the bounds that the
 * Mann–Whitney test gives (Hodges and Lehmann; Hollander, Wolfe & Chicken, sections 4.2 and 4.3).
 */
import { normalUpper } from './normal.ts'
import { waysToSum } from './rank-sums.ts'

export interface Shift {
  estimate: number
  /** Both together are wrong in at most a share `alpha` of cases; −∞ and +∞ where there are too few values. */
  low: number
  high: number
}

/** As in `mann-whitney.ts`. */
const EXACT_VALUES = 40

/** second − first. Null for an empty group. */
export function shiftBetween(
  first: readonly number[],
  second: readonly number[],
  { alpha, inflation = 1 }: { alpha: number; inflation?: number },
): Shift | null {
  const [m, n] = [first.length, second.length]
  if (m === 0 || n === 0) return null
  // +∞ is not above +∞.
  const difference = (a: number, b: number): number => (a === b ? 0 : b - a)
  const all = Float64Array.from(second.flatMap((b) => first.map((a) => difference(a, b)))).sort()
  const count = all.length
  const rank = boundingRank(m, n, alpha, inflation)
  return {
    estimate: middle(all[(count - 1) >> 1]!, all[count >> 1]!),
    low: rank === 0 ? Number.NEGATIVE_INFINITY : all[rank - 1]!,
    high: rank === 0 ? Number.POSITIVE_INFINITY : all[count - rank]!,
  }
}

/** The median of values of any order. Null: none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : Number(a > b)))
  if (sorted.length === 0) return null
  return middle(sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!)
}

function middle(low: number, high: number): number {
  return low === high ? low : (low + high) / 2
}

/** The difference of this rank (from 1) is a bound; 0: none is. */
function boundingRank(m: number, n: number, alpha: number, inflation: number): number {
  const deviation = Math.sqrt(((m * n * (m + n + 1)) / 12) * inflation)
  const asymptotic = Math.max(0, Math.floor((m * n) / 2 - normalUpper(alpha / 2) * deviation))
  if (m + n > EXACT_VALUES) return asymptotic
  const exact = exactRank(m, n, alpha)
  return inflation === 1 ? exact : Math.min(exact, asymptotic)
}

/** The largest k with P(U < k) ≤ alpha ÷ 2 when the groups do not differ, without ties. */
function exactRank(m: number, n: number, alpha: number): number {
  const ranks = Array.from({ length: m + n }, (_, i) => i + 1)
  const ways = waysToSum(ranks, n)
  const least = (n * (n + 1)) / 2
  const all = ways.reduce((sum, one) => sum + one, 0)
  let below = 0
  for (let k = 0; k <= m * n; k++) {
    below += ways[least + k]!
    if (below > (alpha / 2) * all) return k
  }
  return m * n
}
