/**
 * By how much one of two is above the other, from pairs that were measured together: the Hodges–Lehmann estimator of
 * their differences and the bounds that Wilcoxon's signed-rank test gives: Hollander, Wolfe & Chicken, Nonparametric
 * Statistical Methods, sections 3.2 and 3.3. What moves both sides of a pair cancels out; a single wild pair moves it
 * little. Differences must be spread alike to both sides of their middle, and need no other shape.
 */
import { rankBelow } from './signed-rank.ts'

export interface Shift {
  /** The median of the means of all two differences, each with itself too. */
  estimate: number
  /** Each wrong in at most a share `alpha` of cases; −∞ and +∞ where there are too few pairs. */
  low: number
  high: number
}

/** `differences`: first − second, one of each pair. Null when there is none. */
export function shiftOf(differences: readonly number[], alpha: number): Shift | null {
  if (differences.length === 0) return null
  const means = Float64Array.from(
    differences.flatMap((a, i) => differences.slice(i).map((b) => (a + b) / 2)),
  ).sort()
  const count = means.length
  const rank = rankBelow(differences.length, alpha)
  return {
    estimate: (means[(count - 1) >> 1]! + means[count >> 1]!) / 2,
    low: rank === 0 ? Number.NEGATIVE_INFINITY : means[rank - 1]!,
    high: rank === 0 ? Number.POSITIVE_INFINITY : means[count - rank]!,
  }
}
