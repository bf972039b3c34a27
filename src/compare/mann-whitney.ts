/**
 * Are values of one group larger than those of another? Mann and Whitney, Annals of Mathematical Statistics 18 (1947),
 * 50–60; with ties as in Hollander, Wolfe & Chicken, Nonparametric Statistical Methods, section 4.1. Two-sided: twice
 * the smaller tail.
 */
import { normalTail } from './normal.ts'
import { doubledRanks, waysToSum } from './rank-sums.ts'

export interface RankTest {
  /** In how many of the m · n pairs the second value is larger; a tie is half a one. */
  u: number
  /** How often a difference like this, or a larger one, comes up when there is none. */
  p: number
  /** u ÷ (m · n): the chance that a value of the second group is the larger one. */
  larger: number
}

/** Up to so many values in all, p is exact; ties and all. */
const EXACT_VALUES = 40

/**
 * `inflation`: of the variance, by values that follow one another being alike; 1: they are independent. It never makes
 * a difference more certain than independent values would.
 */
export function mannWhitney(first: readonly number[], second: readonly number[], inflation = 1): RankTest {
  const [m, n] = [first.length, second.length]
  if (m === 0 || n === 0) return { u: 0, p: 1, larger: 0.5 }
  const ranks = doubledRanks([...first, ...second])
  const sum = ranks.slice(m).reduce((total, rank) => total + rank, 0)
  const u = sum / 2 - (n * (n + 1)) / 2
  const asymptotic = normalP(u, m, ranks, inflation)
  const exact = m + n <= EXACT_VALUES ? exactP(sum, ranks, n) : 0
  const p = m + n <= EXACT_VALUES && inflation === 1 ? exact : Math.max(exact, asymptotic)
  return { u, p, larger: u / (m * n) }
}

/** The smallest p that groups of these sizes can give: what is above it by nature cannot be seen. */
export function smallestP(m: number, n: number): number {
  let ways = 1
  for (let k = 1; k <= n; k++) ways *= (m + k) / k
  return Math.min(1, 2 / ways)
}

function exactP(sum: number, ranks: readonly number[], size: number): number {
  const ways = waysToSum(ranks, size)
  let [all, atMost, atLeast] = [0, 0, 0]
  ways.forEach((count, value) => {
    all += count
    if (value <= sum) atMost += count
    if (value >= sum) atLeast += count
  })
  return Math.min(1, (2 * Math.min(atMost, atLeast)) / all)
}

function normalP(u: number, m: number, ranks: readonly number[], inflation: number): number {
  const total = ranks.length
  const n = total - m
  const ties = [...Map.groupBy(ranks, (rank) => rank).values()].reduce(
    (sum, { length: t }) => sum + t ** 3 - t,
    0,
  )
  const variance = ((m * n) / 12) * (total + 1 - ties / (total * (total - 1))) * inflation
  if (!(variance > 0)) return 1
  const distance = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5)
  return Math.min(1, 2 * normalTail(distance / Math.sqrt(variance)))
}
