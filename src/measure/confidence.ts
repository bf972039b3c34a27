import betaQuantile from '@stdlib/stats-base-dists-beta-quantile'
import { seededRandom } from './random.ts'

export interface Interval {
  low: number
  high: number
  method: string
}

/** One side of a bound is wrong in at most this share of cases. */
const ONE_SIDE = 0.05
/** For percentiles both sides together are. */
const EACH_SIDE = 0.025
const RESAMPLES = 2000
const BURSTY = 2

/**
 * Clopper–Pearson bounds of the share of `bad`, each side 95 % by itself: the share below which, or above which, what
 * was seen would come up in fewer than one case of twenty. From quantiles of the beta distribution.
 */
export function shareBounds(bad: number, total: number): { low: number; high: number } {
  return {
    low: bad === 0 ? 0 : betaQuantile(ONE_SIDE, bad, total - bad + 1),
    high: bad >= total ? 1 : betaQuantile(1 - ONE_SIDE, bad + 1, total - bad),
  }
}

/** One-second blocks of samples, in the order of time. */
export interface Blocks {
  bad: Float64Array
  total: Float64Array
}

/**
 * Bounds of the share of bad samples. Clopper–Pearson takes them as independent; where bad ones come in bursts
 * (dispersion above 2) they are not, and whole one-second blocks are drawn again instead. The bootstrap is never
 * taken for narrower than independence would make it.
 */
export function badShare(blocks: Blocks, seed: number): Interval | null {
  const [bad, total] = [sum(blocks.bad), sum(blocks.total)]
  if (total === 0) return null
  const exact = shareBounds(bad, total)
  const dispersion = dispersionOf(blocks, bad / total)
  if (dispersion <= BURSTY)
    return { ...exact, method: 'Clopper–Pearson, 95 % each side, samples taken as independent' }
  const drawn = bootstrap(blocks, seed)
  return {
    low: Math.min(exact.low, drawn.low),
    high: Math.max(exact.high, drawn.high),
    method: `block bootstrap over one-second blocks, 95 % each side (dispersion ${dispersion.toFixed(1)}, seed ${seed})`,
  }
}

/** Variance of the blocks' bad samples over what independent samples would show: 1 when they are. */
export function dispersionOf({ bad, total }: Blocks, share: number): number {
  if (share === 0 || share === 1) return 0
  let squares = 0
  let used = 0
  for (let i = 0; i < bad.length; i++) {
    if (total[i] === 0) continue
    squares += (bad[i]! - total[i]! * share) ** 2 / (total[i]! * share * (1 - share))
    used += 1
  }
  return used < 2 ? 0 : squares / (used - 1)
}

function bootstrap({ bad, total }: Blocks, seed: number): { low: number; high: number } {
  const random = seededRandom(seed)
  const shares = new Float64Array(RESAMPLES)
  for (let sample = 0; sample < RESAMPLES; sample++) {
    let [badSum, totalSum] = [0, 0]
    for (let k = 0; k < bad.length; k++) {
      const block = Math.floor(random() * bad.length)
      badSum += bad[block]!
      totalSum += total[block]!
    }
    shares[sample] = totalSum === 0 ? 0 : badSum / totalSum
  }
  shares.sort()
  return {
    low: shares[Math.floor(ONE_SIDE * RESAMPLES)]!,
    high: shares[Math.ceil((1 - ONE_SIDE) * RESAMPLES) - 1]!,
  }
}

/**
 * Between which ranks (from 1) of n samples the true q-quantile lies in 95 % of cases, by the binomial distribution
 * of the number of samples below it. 0 and n + 1: no sample bounds it on that side.
 */
export function quantileRanks(q: number, count: number): { low: number; high: number } {
  const mode = Math.min(count, Math.floor((count + 1) * q))
  // Weights relative to the mode's: the tails beyond fifteen deviations add nothing that a double could hold.
  const reach = Math.ceil(15 * Math.sqrt(count * q * (1 - q))) + 15
  const from = Math.max(0, mode - reach)
  const to = Math.min(count, mode + reach)
  const weights = new Float64Array(to - from + 1)
  weights[mode - from] = 1
  for (let k = mode; k < to; k++)
    weights[k + 1 - from] = (weights[k - from]! * (count - k) * q) / ((k + 1) * (1 - q))
  for (let k = mode; k > from; k--)
    weights[k - 1 - from] = (weights[k - from]! * k * (1 - q)) / ((count - k + 1) * q)
  const whole = sum(weights)
  let below = 0
  let low = 0
  let high = count + 1
  for (let k = from; k <= to; k++) {
    // `below`: the chance of fewer than k samples under the quantile.
    if (below <= EACH_SIDE * whole) low = k
    below += weights[k - from]!
    if (below >= (1 - EACH_SIDE) * whole) {
      high = k + 1
      break
    }
  }
  return { low, high }
}

/** The interval of the q-quantile from ascending samples; +∞ where they do not bound it. */
export function quantileInterval(sorted: ArrayLike<number>, q: number): Interval | null {
  if (sorted.length === 0) return null
  const { low, high } = quantileRanks(q, sorted.length)
  return {
    low: low === 0 ? 0 : sorted[low - 1]!,
    high: high > sorted.length ? Number.POSITIVE_INFINITY : sorted[high - 1]!,
    method: `order statistics ${low} to ${high} of ${sorted.length}, 95 %, samples taken as independent`,
  }
}

function sum(values: Float64Array): number {
  let total = 0
  for (const value of values) total += value
  return total
}
