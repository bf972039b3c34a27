/** How many samples a claim needs: to be decidable at all, and to be proven with 95 % confidence. */
import { binomialCdf } from './binomial.ts'

/** One-sided: a claim is proven when what was seen would be rarer than this if the claim were false. */
const ALPHA = 0.05

/** For a claim of "none at all": enough that at least 95 % were shown good with 95 % confidence. */
const MINIMUM_FOR_NONE = 59

/**
 * Fewest samples that can show a breach of "at most `allowed` of them are bad": 1 ÷ `allowed`, so 1,000 for 99.9 %.
 * `allowed` is a ratio 0…1. A claim of none (0) needs 59: no number of samples proves it.
 */
export function minimumForRatio(allowed: number): number {
  if (allowed <= 0) return MINIMUM_FOR_NONE
  // 1 − 0.999 is a little below 0.001 in binary.
  return Math.ceil(1 / allowed - 1e-6)
}

/** Fewest samples for a percentile in (0, 100) to lie among them with 95 % confidence: ln 0.05 ÷ ln q. */
export function minimumForPercentile(percentile: number): number {
  return Math.ceil(Math.log(ALPHA) / Math.log(percentile / 100) - 1e-9)
}

/** Clopper–Pearson, one-sided, 95 %: is "at most `allowed` are bad" proven by `bad` of `samples`? */
export function provesAtMost(bad: number, samples: number, allowed: number): boolean {
  return samples > 0 && binomialCdf(bad, samples, allowed) <= ALPHA
}

/** Clopper–Pearson, one-sided, 95 %: is "at least `share` are bad" proven by `bad` of `samples`? */
export function provesAtLeast(bad: number, samples: number, share: number): boolean {
  return samples > 0 && 1 - binomialCdf(bad - 1, samples, share) <= ALPHA
}

/** No run has more; and beyond some 10^15 a number of samples could not be told from the next one. */
const MOST_SAMPLES = 1e12

/**
 * Fewest samples with which `bad` bad ones prove "at most `allowed` are bad": for 0.001 it is 2,995 with none,
 * 4,742 with one, 6,294 with two. +∞ where none may be bad, or where no run has so many.
 */
export function samplesToProve(bad: number, allowed: number): number {
  if (allowed <= 0) return Number.POSITIVE_INFINITY
  let low = bad
  let high = Math.max(1, bad + 1)
  while (!provesAtMost(bad, high, allowed)) {
    low = high
    high *= 2
    if (high > MOST_SAMPLES) return Number.POSITIVE_INFINITY
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (provesAtMost(bad, middle, allowed)) high = middle
    else low = middle
  }
  return high
}
