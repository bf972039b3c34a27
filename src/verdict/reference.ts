/**
 * What a window that is compared with is worth. Its value is a sample itself: chance may have made it too lax, and a
 * comparison with nothing much passes everything.
 */
import { describeIndicator } from '../drill/describe.ts'
import type { Indicator, Objective } from '../drill/objective.ts'
import type { Reference } from '../measure/measurements.ts'
import { minimumForPercentile, minimumForRatio } from './decidable.ts'
import { isCeiling, type Limit } from './limit.ts'
import { type Outcome, undecided } from './outcome.ts'
import { counted, formatCount } from './wording.ts'

/** Why nothing can be compared with it; null: it has a value that says something. */
export function unfitReference(
  { indicator, bound }: Objective,
  { observed, samples }: Reference,
): Outcome | null {
  if (bound.op !== 'notWorseThan' || observed === null) return null
  const what = `${describeIndicator(indicator)} in ${bound.window}`
  if (!Number.isFinite(observed)) {
    const message = `${what} has no end: nothing is worse than that.`
    return undecided('too-few-samples', message, `A window ${bound.window} in which the app works.`)
  }
  const minimum = fewest(indicator)
  if (samples >= minimum) return null
  return undecided(
    'too-few-samples',
    `${what} rests on ${counted(samples, 'sample')}: nothing can be compared with fewer than ${formatCount(minimum)}.`,
    `At least ${formatCount(minimum)} samples in ${bound.window}.`,
  )
}

/** The reference as strict as it may really have been, or as lax; null: no bound of it is known. */
export function referenceAt(
  end: 'strict' | 'lax',
  limit: Limit,
  { confidence, turned }: Reference,
): number | null {
  if (confidence === null) return null
  const wantsLow = isCeiling(limit) === (end === 'strict')
  // What was not seen may have been fast, or never answered.
  return wantsLow
    ? Math.min(confidence.low, turned?.best ?? confidence.low)
    : Math.max(confidence.high, turned?.worst ?? confidence.high)
}

/** A comparison is proven only where it holds whatever the reference really was. */
export function comparedOutcome(
  outcome: Outcome,
  window: string,
  atEnd: (end: 'strict' | 'lax') => Outcome | null,
): Outcome {
  if (outcome.strength !== 'proven') return outcome
  const end = atEnd(outcome.verdict === 'pass' ? 'strict' : 'lax')
  if (end !== null && end.verdict === outcome.verdict && end.strength === 'proven') return outcome
  const needed =
    outcome.verdict === 'pass'
      ? `It is not proven of what ${window} may really have been; more samples there tell.`
      : null
  return { ...outcome, strength: 'observed', needed }
}

function fewest(indicator: Indicator): number {
  switch (indicator.kind) {
    case 'latency':
      return minimumForPercentile(indicator.percentile)
    case 'errors':
    case 'check':
    case 'uptime':
      return minimumForRatio(0)
    default:
      return 0
  }
}
