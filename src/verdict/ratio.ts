/** Judges shares of requests or checks: uptime by requests, errors, checks. */
import { minimumForRatio, provesAtLeast, provesAtMost, samplesToProve } from './decidable.ts'
import { isCeiling } from './limit.ts'
import {
  failed,
  instrumentInDoubt,
  type Outcome,
  openWords,
  passed,
  type Question,
  undecided,
} from './outcome.ts'
import { formatCount, formatLimit, formatSeen } from './wording.ts'

/** Bounds are solved for numerically. */
const ROUNDING = 1e-9

/** The claim put as a share of *bad* samples: at most (or at least) `share`, or strictly so. */
interface Claim {
  sense: 'at most' | 'at least'
  share: number
  strictly: boolean
}

/**
 * Below 1 ÷ (1 − q) samples no single failure would be allowed anyway, so that none seen says nothing: only a breach
 * that chance does not explain (Clopper–Pearson, 95 %) is then a fail; everything else is `too-few-samples`.
 */
export function judgeRatio(question: Question, bad: number): Outcome {
  const { indication, message } = question
  const { samples, uncertain, doubtful } = indication
  const claim = claimOf(question)
  const enough = samples >= minimumForRatio(claim.share)
  const open = { good: doubtful?.good ?? 0, bad: doubtful?.bad ?? 0 }
  const fewest: Counts = [bad - open.bad, samples + uncertain.total]
  const most: Counts = [bad + open.good + uncertain.bad, samples + uncertain.bad]
  const [best, worst] = claim.sense === 'at most' ? [fewest, most] : [most, fewest]
  if (!keeps(claim, bad, samples)) {
    const proven = breachProven(claim, bad, samples)
    if (!enough && !proven) return tooFew(question, claim)
    if (keeps(claim, ...best)) return instrumentInDoubt(question, openWords(indication))
    return failed(`${message}.`, proven && boundBreaches(question) ? 'proven' : 'observed')
  }
  if (!enough) return tooFew(question, claim)
  if (!keeps(claim, ...worst)) return instrumentInDoubt(question, openWords(indication))
  if (question.instrumentCrashed) return instrumentInDoubt(question, 'the load generator ended early')
  const needed = whatProves(question, claim, bad)
  return passed(`${message}.`, needed === null ? 'proven' : 'observed', needed)
}

/** Bad ones, and all of them. */
type Counts = [bad: number, total: number]

function claimOf({ indication, limit }: Question): Claim {
  const badIsObserved = indication.objective.indicator.kind === 'errors'
  return {
    sense: isCeiling(limit) === badIsObserved ? 'at most' : 'at least',
    // 1 − 0.999 is not 0.001 in binary.
    share: badIsObserved ? limit.value : Number((1 - limit.value).toPrecision(12)),
    strictly: limit.op === 'below' || limit.op === 'above',
  }
}

function keeps({ sense, share, strictly }: Claim, bad: number, total: number): boolean {
  const excess = bad - share * total
  const equal = Math.abs(excess) <= 1e-9 * Math.max(1, total)
  if (equal) return !strictly
  return sense === 'at most' ? excess < 0 : excess > 0
}

function breachProven({ sense, share }: Claim, bad: number, samples: number): boolean {
  return sense === 'at most' ? provesAtLeast(bad, samples, share) : provesAtMost(bad, samples, share)
}

/** Where failures came together, the bound on the good side may keep the limit although chance alone would not. */
function boundBreaches({ indication: { confidence }, limit }: Question): boolean {
  if (confidence === null) return true
  return isCeiling(limit) ? confidence.low > limit.value - ROUNDING : confidence.high < limit.value + ROUNDING
}

function tooFew({ message }: Question, claim: Claim): Outcome {
  const minimum = formatCount(minimumForRatio(claim.share))
  return undecided(
    'too-few-samples',
    `${message}; too few to tell: fewer than ${minimum} cannot show a breach.`,
    `At least ${minimum} samples in the window.`,
  )
}

/** Null: it is proven. Else the words for what would prove it. */
function whatProves({ indication, limit }: Question, claim: Claim, bad: number): string | null {
  const { samples, confidence } = indication
  const shown = formatLimit(limit.value, 'ratio', ...(confidence ? [confidence.low, confidence.high] : []))
  if (claim.sense === 'at least')
    return provesAtLeast(bad, samples, claim.share)
      ? null
      : `${shown} is not proven; more samples may prove it.`
  if (!provesAtMost(bad, samples, claim.share)) {
    const more = samplesToProve(bad, claim.share)
    if (!Number.isFinite(more)) return `No number of samples proves ${shown}.`
    const given = bad === 0 ? '' : ` with ${formatCount(bad)} bad`
    return `${shown} is not proven below ${formatCount(more)} samples${given}.`
  }
  // Where failures come together, measuring gives a wider bound than independence would.
  if (confidence === null) return null
  const bound = isCeiling(limit) ? confidence.high : confidence.low
  if (isCeiling(limit) ? bound <= limit.value + ROUNDING : bound >= limit.value - ROUNDING) return null
  return `${shown} is not proven: the bound is ${formatSeen(bound, limit.value, 'ratio')} (${confidence.method}).`
}
