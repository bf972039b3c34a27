/** The distribution of Wilcoxon's signed-rank statistic when values are as often above zero as below, without ties. */

/** Up to so many values it is worked out exactly: their orderings are still whole numbers in a double. */
const EXACT_VALUES = 50

/**
 * The largest k for which P(T < k) ≤ `alpha`, where T adds up the ranks, by distance from zero, of those of n values that
 * are above zero. 0: there are too few values for any.
 */
export function rankBelow(n: number, alpha: number): number {
  return n <= EXACT_VALUES ? exactRank(n, alpha) : normalRank(n, alpha)
}

function exactRank(n: number, alpha: number): number {
  const ways = sums(n)
  const all = 2 ** n
  let below = 0
  for (let k = 0; k < ways.length; k++) {
    below += ways[k]!
    if (below > alpha * all) return k
  }
  return ways.length
}

/** In how many ways ranks of 1…n add up to 0, 1, … n(n + 1)/2: each rank is in the sum, or is not. */
function sums(n: number): Float64Array {
  const ways = new Float64Array((n * (n + 1)) / 2 + 1)
  ways[0] = 1
  for (let rank = 1; rank <= n; rank++)
    for (let sum = ways.length - 1; sum >= rank; sum--) ways[sum]! += ways[sum - rank]!
  return ways
}

function normalRank(n: number, alpha: number): number {
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)
  // Half a rank less than the continuity correction says: the approximation may err to the safe side only.
  return Math.max(0, Math.floor((n * (n + 1)) / 4 - normalQuantile(1 - alpha) * deviation))
}

/** Of the standard normal distribution, for p above one half; Abramowitz & Stegun 26.2.23, wrong by at most 0.00045. */
function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - p))
  return (
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3)
  )
}
