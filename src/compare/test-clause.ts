/** One clause of both sides, tested. What the numbers are called is the caller's. */

import { differenceOf } from '../measure/canary/newcombe.ts'
import { clusteringOf } from '../measure/confidence.ts'
import { inflationOf } from './likeness.ts'
import { mannWhitney } from './mann-whitney.ts'
import { normalUpper } from './normal.ts'
import {
  allowedShare,
  isCounted,
  isShareAsNumber,
  leastThatMatters,
  resolutionMs,
  type Scale,
  scaleOf,
  smallerIsWorse,
} from './scale.ts'
import { medianOf, shiftBetween } from './shift.ts'
import type { ClauseOfRun } from './side.ts'
import { ALPHA, type ClauseValues } from './values.ts'

export interface Tested {
  scale: Scale
  /** On the scale: second ÷ first, or second − first. Larger is worse unless `smallerIsWorse`. */
  effect: { estimate: number; low: number; high: number }
  /** What is no difference: a factor from 1, or an amount from 0. */
  tolerance: number
  /** Second − first, in the unit; of shares, of bad ones. */
  difference: number
  /** The first side's middle value, what is below resolution taken as that; of shares, of bad ones. */
  middle: number
  /** What matters in the unit, however small that is. */
  least: number
  larger: number
  /** Of a difference no larger than the tolerance. */
  p: number
  inflation: number
}

export interface TestOptions {
  /** How many tests there are. */
  tests: number
  /** Share of the first side's value. */
  tolerance: number
}

export function testClause(
  first: readonly ClauseOfRun[],
  second: readonly ClauseOfRun[],
  values: ClauseValues,
  options: TestOptions,
): Tested | null {
  const [one] = first
  if (!one || values.basis === 'none') return null
  const scale = scaleOf(one.objective.indicator)
  const inflation = values.basis === 'intervals' ? inflationOf([values.first, values.second]) : 1
  const flat = { first: values.first.flat(), second: values.second.flat(), inflation }
  if (scale === 'share') return testShares(first, second, flat, options)
  return scale === 'ratio' ? testTimes(one, flat, options) : testNumbers(one, flat, options)
}

interface Flat {
  first: number[]
  second: number[]
  inflation: number
}

/** On logarithms: what makes times vary makes them longer by a factor. */
function testTimes(
  { objective: { indicator } }: ClauseOfRun,
  { first, second, inflation }: Flat,
  options: TestOptions,
): Tested | null {
  const least = resolutionMs(indicator)
  const log = (ms: number): number => Math.log(Math.max(least, ms))
  const [these, those] = [first.map(log), second.map(log)]
  const alpha = ALPHA / options.tests
  const shift = shiftBetween(these, those, { alpha, inflation })
  const plain = shiftBetween(first, second, { alpha, inflation })
  if (!shift || !plain) return null
  const margin = Math.log1p(options.tolerance)
  return {
    scale: 'ratio',
    effect: { estimate: Math.exp(shift.estimate), low: Math.exp(shift.low), high: Math.exp(shift.high) },
    tolerance: 1 + options.tolerance,
    difference: plain.estimate,
    middle: Math.max(least, medianOf(first) ?? 0),
    least,
    larger: mannWhitney(first, second, inflation).larger,
    p: beyond(these, those, shift.estimate, margin, inflation),
    inflation,
  }
}

function testNumbers(
  { objective }: ClauseOfRun,
  { first, second, inflation }: Flat,
  options: TestOptions,
): Tested | null {
  const shift = shiftBetween(first, second, { alpha: ALPHA / options.tests, inflation })
  if (!shift) return null
  const middle = middleOf(first, objective)
  const margin = marginOf(middle, objective, options)
  return {
    scale: 'difference',
    effect: shift,
    tolerance: margin,
    difference: shift.estimate,
    middle,
    least: leastThatMatters(objective),
    larger: mannWhitney(first, second, inflation).larger,
    p: beyond(first, second, shift.estimate, margin, inflation),
    inflation,
  }
}

/** A share of nearly all is one of few bad ones: a quarter of 99.9 % is no small part of it. */
function middleOf(first: readonly number[], objective: ClauseOfRun['objective']): number {
  const middle = medianOf(first) ?? 0
  if (isShareAsNumber(objective.indicator) && smallerIsWorse(objective)) return Math.max(0, 1 - middle)
  return Math.abs(middle)
}

function marginOf(middle: number, objective: ClauseOfRun['objective'], { tolerance }: TestOptions): number {
  const { indicator } = objective
  if (isShareAsNumber(indicator)) return tolerance * Math.max(allowedShare(objective), middle)
  return Math.max(isCounted(indicator) ? 0.5 : 0, tolerance * middle)
}

/** How often the second group would lie so far off if it lay off by the margin only. 1: it does not lie beyond. */
function beyond(
  first: readonly number[],
  second: readonly number[],
  estimate: number,
  margin: number,
  inflation: number,
): number {
  if (Math.abs(estimate) <= margin) return 1
  const towards = estimate > 0 ? -margin : margin
  const moved = second.map((value) => value + towards)
  return mannWhitney(first, moved, inflation).p
}

/**
 * Most seconds have no failure at all, so that the middle difference says nothing: the size is that of the whole shares,
 * with Newcombe's bounds over as many samples as they are worth where failures come together.
 */
function testShares(
  first: readonly ClauseOfRun[],
  second: readonly ClauseOfRun[],
  { first: these, second: those, inflation }: Flat,
  options: TestOptions,
): Tested | null {
  const [one] = first
  const [a, b] = [countsOf(first), countsOf(second)]
  const deviations = normalUpper(ALPHA / options.tests / 2)
  const bounds = differenceOf(worth(b), worth(a), deviations)
  if (!one || !bounds) return null
  const share = a.failed / a.total
  const test = mannWhitney(these, those, inflation)
  const margin = options.tolerance * Math.max(allowedShare(one.objective), share)
  return {
    scale: 'share',
    effect: { estimate: bounds.difference, low: bounds.low, high: bounds.high },
    tolerance: margin,
    difference: bounds.difference,
    middle: share,
    least: allowedShare(one.objective),
    larger: test.larger,
    // Ranks show that there is a difference; the bounds, that it is more than tolerated.
    p: bounds.low > margin || bounds.high < -margin ? test.p : 1,
    inflation,
  }
}

interface Counts {
  failed: number
  total: number
  clustering: number
}

function countsOf(clauses: readonly ClauseOfRun[]): Counts {
  const sum = (of: (clause: ClauseOfRun) => number): number =>
    clauses.reduce((all, clause) => all + of(clause), 0)
  const clustering = clauses.map(({ blocks }) => (blocks ? clusteringOf(blocks) : 1))
  return {
    failed: sum(({ bad }) => bad ?? 0),
    total: sum(({ samples }) => samples),
    clustering: Math.max(1, ...clustering),
  }
}

function worth({ failed, total, clustering }: Counts): { failed: number; total: number } {
  return { failed: failed / clustering, total: total / clustering }
}

/** Is the second side worse by the estimate? */
export function isWorse({ scale, effect }: Tested, objective: ClauseOfRun['objective']): boolean {
  if (scale === 'share') return effect.estimate > 0
  const up = scale === 'ratio' ? effect.estimate > 1 : effect.estimate > 0
  return up !== smallerIsWorse(objective)
}
