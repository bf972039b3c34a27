/** The distribution of the Mann–Whitney statistic when both samples come from one distribution, without ties. */

/** Up to so many pairs it is worked out exactly, 50 against 50; beyond, by its normal approximation. */
const EXACT_PAIRS = 2500

/**
 * The largest k for which P(U < k) ≤ `alpha`, where U counts the pairs of m and n values in which the first is the
 * larger. 0: the samples are too small for any.
 */
export function rankBelow(m: number, n: number, alpha: number): number {
  return m * n <= EXACT_PAIRS ? exactRank(m, n, alpha) : normalRank(m, n, alpha)
}

function exactRank(m: number, n: number, alpha: number): number {
  const ways = orderings(m, n)
  const all = ways.reduce((sum, count) => sum + count, 0)
  let below = 0
  for (let k = 0; k < ways.length; k++) {
    below += ways[k]!
    if (below > alpha * all) return k
  }
  return ways.length
}

/** How many orderings of m and n values have U = 0, 1, … m·n: f(m, n, u) = f(m − 1, n, u − n) + f(m, n − 1, u). */
function orderings(m: number, n: number): Float64Array {
  let row: Float64Array[] = Array.from({ length: n + 1 }, () => Float64Array.of(1))
  for (let i = 1; i <= m; i++) {
    const next: Float64Array[] = [Float64Array.of(1)]
    for (let j = 1; j <= n; j++) {
      const ways = new Float64Array(i * j + 1)
      ways.set(next[j - 1]!)
      const fewer = row[j]!
      for (let u = 0; u < fewer.length; u++) ways[u + j]! += fewer[u]!
      next.push(ways)
    }
    row = next
  }
  return row[n]!
}

function normalRank(m: number, n: number, alpha: number): number {
  const deviation = Math.sqrt((m * n * (m + n + 1)) / 12)
  // Half a rank less than the continuity correction says: the approximation may err to the safe side only.
  return Math.max(0, Math.floor((m * n) / 2 - normalQuantile(1 - alpha) * deviation))
}

/** Of the standard normal distribution, for p above one half; Abramowitz & Stegun 26.2.23, wrong by at most 0.00045. */
function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - p))
  return (
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3)
  )
}
