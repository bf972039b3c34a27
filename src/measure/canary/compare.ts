/**
 * Is a canary no worse than its control? Non-inferiority, not the absence of a difference: it is promoted when the
 * bounds show that it is not worse by more than is allowed, rolled back when they show that it is, else undecided.
 */
import { formatRatio } from '../../units.ts'
import { shiftOf } from './hodges-lehmann.ts'
import { type Difference, differenceOf, type Share } from './newcombe.ts'

/** What one of the two did in one interval. */
export interface SideSeen extends Share {
  /** Of good requests; null: there was none. */
  meanMs: number | null
}

/** The same stretch of time on both. */
export interface ComparedInterval {
  canary: SideSeen
  control: SideSeen
}

export interface CanaryLimits {
  /** How many intervals there must be with `minRequests` on each side. */
  intervals: number
  minRequests: number
  latencyRatio: number
  errorMargin: number
}

export type CanaryDecision = 'promote' | 'roll-back' | 'inconclusive'

export interface Comparison {
  decision: CanaryDecision
  why: string
  /** Intervals with enough requests on both sides, of all. */
  usable: number
  intervals: readonly ComparedInterval[]
  /** Canary ÷ control, of the intervals' mean latencies; each bound holds in 95 % of cases. */
  latency: { ratio: number; low: number; high: number } | null
  /** Canary − control, of the shares of failed requests. */
  errors: (Difference & { canary: Share; control: Share }) | null
}

/** Fewer show nothing by ranks. */
const FEWEST_INTERVALS = 10
const ALPHA = 0.05
const ONE_SIDE_DEVIATIONS = 1.6449
/** What is quicker than a clock can tell is taken as this. */
const LEAST_MS = 0.001

export function compareCanary(intervals: readonly ComparedInterval[], limits: CanaryLimits): Comparison {
  const usable = intervals.filter(({ canary, control }) =>
    [canary, control].every(({ total, meanMs }) => total >= limits.minRequests && meanMs !== null),
  )
  const latency = latencyOf(usable)
  const errors = errorsOf(intervals)
  const seen = { usable: usable.length, intervals, latency, errors }
  const needed = Math.max(FEWEST_INTERVALS, limits.intervals)
  if (usable.length < needed || latency === null || errors === null) {
    const why = `${usable.length} of ${intervals.length} intervals had ${limits.minRequests} requests on both sides; ${needed} are needed`
    return { decision: 'inconclusive', why, ...seen }
  }
  const slower = standing(latency, limits.latencyRatio)
  const failing = standing(errors, limits.errorMargin)
  const why = `${latencyWords(latency, limits)}; ${errorWords(errors, limits)}`
  if (slower === 'above' || failing === 'above') return { decision: 'roll-back', why, ...seen }
  if (slower === 'below' && failing === 'below') return { decision: 'promote', why, ...seen }
  return { decision: 'inconclusive', why, ...seen }
}

function latencyOf(usable: readonly ComparedInterval[]): Comparison['latency'] {
  const log = ({ meanMs }: SideSeen) => Math.log(Math.max(LEAST_MS, meanMs ?? 0))
  const shift = shiftOf(
    usable.map(({ canary, control }) => log(canary) - log(control)),
    ALPHA,
  )
  if (shift === null) return null
  return { ratio: Math.exp(shift.estimate), low: Math.exp(shift.low), high: Math.exp(shift.high) }
}

function errorsOf(intervals: readonly ComparedInterval[]): Comparison['errors'] {
  const [canary, control] = [sum(intervals, 'canary'), sum(intervals, 'control')]
  const difference = differenceOf(canary, control, ONE_SIDE_DEVIATIONS)
  return difference === null ? null : { ...difference, canary, control }
}

function sum(intervals: readonly ComparedInterval[], side: keyof ComparedInterval): Share {
  const seen = intervals.map((interval) => interval[side])
  return {
    failed: seen.reduce((all, { failed }) => all + failed, 0),
    total: seen.reduce((all, { total }) => all + total, 0),
  }
}

/** Where the truth is shown to be, against a limit. */
function standing({ low, high }: { low: number; high: number }, limit: number): 'below' | 'above' | 'open' {
  if (high < limit) return 'below'
  return low > limit ? 'above' : 'open'
}

function latencyWords(
  { ratio, low, high }: NonNullable<Comparison['latency']>,
  limits: CanaryLimits,
): string {
  const [shown, least, most] = [ratio, low, high].map((value) => value.toFixed(2))
  return `latency ${shown} times the control's (${least} to ${most}), allowed below ${limits.latencyRatio}`
}

function errorWords(errors: NonNullable<Comparison['errors']>, limits: CanaryLimits): string {
  const { canary, control, low, high } = errors
  const counts = `${canary.failed} of ${canary.total} failed, ${control.failed} of ${control.total} of the control's`
  const bounds = `difference ${formatRatio(low)} to ${formatRatio(high)}`
  return `${counts} (${bounds}), allowed below ${formatRatio(limits.errorMargin)}`
}
