/**
 * By how much one sample is shifted against another, by the two-sample Hodges–Lehmann estimator and the bounds that
 * the Mann–Whitney test gives: Hollander, Wolfe & Chicken, Nonparametric Statistical Methods, sections 4.2 and 4.3.
 * It asks nothing of the shape of the distributions, and a single wild value moves it little.
 */
import { rankBelow } from './mann-whitney.ts'

export interface Shift {
  /** The median of all differences `first − second`. */
  estimate: number
  /** Each wrong in at most a share `alpha` of cases; −∞ and +∞ where the samples are too small. */
  low: number
  high: number
}

/** Null when there is nothing on a side. */
export function shiftOf(first: readonly number[], second: readonly number[], alpha: number): Shift | null {
  if (first.length === 0 || second.length === 0) return null
  const differences = Float64Array.from(first.flatMap((a) => second.map((b) => a - b))).sort()
  const count = differences.length
  const rank = rankBelow(first.length, second.length, alpha)
  return {
    estimate: (differences[(count - 1) >> 1]! + differences[count >> 1]!) / 2,
    low: rank === 0 ? Number.NEGATIVE_INFINITY : differences[rank - 1]!,
    high: rank === 0 ? Number.POSITIVE_INFINITY : differences[count - rank]!,
  }
}
