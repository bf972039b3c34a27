import betaQuantile from '@stdlib/stats-base-dists-beta-quantile'
import type { Ranked } from './ranks.ts'

export interface Interval {
  low: number
  high: number
  method: string
}

/** One side of a bound is wrong in at most this share of cases. */
const ONE_SIDE = 0.05
/** For percentiles both sides together are. */
const EACH_SIDE = 0.025
/** A design effect up to this is none: it is what a single bad sample shows. */
const INDEPENDENT = 1.05
/** In blocks; each must fit so often into the window. */
const STRETCHES = [1, 2, 3, 4, 6, 8, 12]
const LEAST_STRETCHES = 4
/** The normal distribution's 95 % quantile. */
const NORMAL_95 = 1.6449

/**
 * Clopper–Pearson bounds of the share of `bad`, each side 95 % by itself: the share below which, or above which, what
 * was seen would come up in fewer than one case of twenty. From quantiles of the beta distribution.
 */
export function shareBounds(bad: number, total: number): { low: number; high: number } {
  return {
    low: bad <= 0 ? 0 : betaQuantile(ONE_SIDE, bad, total - bad + 1),
    high: bad >= total ? 1 : betaQuantile(1 - ONE_SIDE, bad + 1, total - bad),
  }
}

/** One-second blocks of samples, in the order of time. */
export interface Blocks {
  bad: Float64Array
  total: Float64Array
}

/**
 * Bounds of the share of bad samples. Clopper–Pearson takes them as independent; where bad ones come together they
 * are not, and it is taken over as many samples as these are worth (`clusteringOf`): see
 * docs/decisions/0024-bursts-by-effective-samples.md, also for how often the bounds hold. Null: no samples.
 */
export function badShare(blocks: Blocks): Interval | null {
  const [bad, total] = [sum(blocks.bad), sum(blocks.total)]
  if (total === 0) return null
  const worth = effectiveSamples(bad, total, clusteringOf(blocks))
  if (worth >= total)
    return {
      ...shareBounds(bad, total),
      method: 'Clopper–Pearson, 95 % each side, samples taken as independent',
    }
  return {
    ...shareBounds((bad / total) * worth, worth),
    method: `Clopper–Pearson, 95 % each side, over ${Math.round(worth)} effective samples: failures came together`,
  }
}

/** As many independent samples as these are worth: n ÷ design effect, the effect's own uncertainty allowed for. */
function effectiveSamples(bad: number, total: number, clustering: number): number {
  if (clustering <= INDEPENDENT) return total
  // Few bursts tell little of how large bursts are: Student's t for as many as were seen (Korn and Graubard, 1998).
  const bursts = Math.min(bad, total - bad) / clustering
  const allowance = (studentQuantile(bursts + 2) / NORMAL_95) ** 2
  return Math.max(1, total / (clustering * allowance))
}

/** The 95 % quantile of Student's t, by the beta distribution of t² ÷ (df + t²). */
function studentQuantile(df: number): number {
  const rest = betaQuantile(2 * ONE_SIDE, df / 2, 0.5)
  return Math.sqrt((df * (1 - rest)) / rest)
}

/**
 * The design effect of bad samples that come together: the variance of the number of bad ones in stretches of 1 to 12
 * blocks, over what independent samples would show; of the lengths that fit four times, the one that shows the most.
 * 1: as if independent. The stretches begin at every block and go round at the end, so that none is left out.
 */
export function clusteringOf(blocks: Blocks): number {
  const [bad, total] = [sum(blocks.bad), sum(blocks.total)]
  if (bad === 0 || bad === total) return 1
  const share = bad / total
  const filled = filledOf(blocks)
  return STRETCHES.filter((length) => length === 1 || length * LEAST_STRETCHES <= blocks.bad.length)
    .map((length) => dispersionOf(blocks, filled, share, length))
    .reduce((most, one) => Math.max(most, one), 1)
}

/** Which blocks have samples, ascending. */
function filledOf({ total }: Blocks): number[] {
  const filled: number[] = []
  for (let block = 0; block < total.length; block++) if (total[block]! > 0) filled.push(block)
  return filled
}

function dispersionOf(
  { bad, total }: Blocks,
  filled: readonly number[],
  share: number,
  length: number,
): number {
  const count = bad.length
  if (count <= length) return 0
  let squares = 0
  for (let from = 0, at = 0; from < count; from++) {
    while (at < filled.length && filled[at]! < from) at += 1
    // Stretches without a sample add nothing: of a window of days with a few seconds of load there are millions.
    const next = filled[at] ?? filled[0]! + count
    if (next >= from + length) {
      from = next - length
      continue
    }
    let [excess, samples] = [0, 0]
    for (let k = from; k < from + length; k++) {
      excess += bad[k % count]! - total[k % count]! * share
      samples += total[k % count]!
    }
    if (samples > 0) squares += excess ** 2 / (samples * share * (1 - share))
  }
  return squares / (count - length)
}

/**
 * Between which ranks (from 1) of n samples the true q-quantile lies in 95 % of cases, by the binomial distribution
 * of the number of samples below it. 0 and n + 1: no sample bounds it on that side. `eachSide`: how often it is wrong on
 * one side; 0.025 is what makes the 95 %.
 */
export function quantileRanks(
  q: number,
  count: number,
  eachSide: number = EACH_SIDE,
): { low: number; high: number } {
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
    if (below <= eachSide * whole) low = k
    below += weights[k - from]!
    if (below >= (1 - eachSide) * whole) {
      high = k + 1
      break
    }
  }
  return { low, high }
}

/**
 * The interval of the q-quantile; +∞ where the samples do not bound it. `clustering`: the design effect of the samples
 * beyond the quantile, which come together where a whole stretch was slow; 1: independent.
 */
export function quantileInterval(values: Ranked, q: number, clustering = 1): Interval | null {
  const count = values.length
  if (count === 0) return null
  const worth = Math.max(1, Math.floor(effectiveSamples(Math.round(count * (1 - q)), count, clustering)))
  const ranks = quantileRanks(q, worth)
  const scale = count / worth
  const low = Math.floor(ranks.low * scale)
  const high = ranks.high > worth ? count + 1 : Math.min(count, Math.ceil(ranks.high * scale))
  const as =
    worth < count ? `slow ones came together: worth ${worth} samples` : 'samples taken as independent'
  return {
    low: low === 0 ? 0 : values.at(low),
    high: high > count ? Number.POSITIVE_INFINITY : values.at(high),
    method: `order statistics ${low} to ${high} of ${count}, 95 %, ${as}`,
  }
}

function sum(values: Float64Array): number {
  let total = 0
  for (const value of values) total += value
  return total
}
