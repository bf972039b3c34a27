/**
 * How much less values are worth because those that follow one another are alike: seconds of one run are no independent
 * draws. By the autocorrelation of their ranks at lag one, as of a first-order process; docs/decisions/0030 says how
 * often that is wrong.
 */
import { doubledRanks } from './rank-sums.ts'

/** So much likeness is the most that is believed; beyond, the series is one long drift. */
const MOST = 0.9

/**
 * Of both groups, the one whose values are more alike decides: taken together, few values would show too little of it
 * too often. Each has one series a run. 1: as if independent.
 */
export function inflationOf(groups: readonly (readonly (readonly number[])[])[]): number {
  return groups.map(inflationIn).reduce((most, one) => Math.max(most, one), 1)
}

function inflationIn(series: readonly (readonly number[])[]): number {
  let [products, squares, values] = [0, 0, 0]
  for (const one of series) {
    const ranks = doubledRanks(one)
    const mean = ranks.reduce((sum, rank) => sum + rank, 0) / Math.max(1, ranks.length)
    ranks.forEach((rank, i) => {
      squares += (rank - mean) ** 2
      if (i > 0) products += (rank - mean) * (ranks[i - 1]! - mean)
    })
    values += one.length
  }
  if (squares === 0 || values === 0) return 1
  const count = values / series.length
  // What few values show is too low by about (1 + 3ρ) ÷ n (Marriott and Pope, Biometrika 41, 1954).
  const seen = products / squares
  const alike = Math.min(MOST, Math.max(0, count > 4 ? (count * seen + 1) / (count - 3) : seen))
  return (1 + alike) / (1 - alike)
}
