/** Judges percentiles: on the whole window, on its worst sliding 10 s and on each operation. */
import { describeIndicator } from '../drill/describe.ts'
import type { Indication } from '../measure/measurements.ts'
import { minimumForPercentile } from './decidable.ts'
import { holds, isCeiling } from './limit.ts'
import {
  failed,
  instrumentInDoubt,
  type Outcome,
  openWords,
  passed,
  type Question,
  undecided,
} from './outcome.ts'
import { seenWords } from './seen-words.ts'
import { formatCount, formatSeen, limitWords } from './wording.ts'

type Part = Indication['worst'][number]

/**
 * Any decidable part in breach fails the clause, the worst of many, and therefore only by what its percentile is at least;
 * parts with too few samples to decide are left out. A whole with too
 * few samples fails only when even the good end of its confidence bound is in breach.
 */
export function judgeLatency(question: Question, percentile: number): Outcome {
  const { indication, limit, message } = question
  const { samples, observed, confidence } = indication
  const minimum = minimumForPercentile(percentile)
  const provenBreach =
    confidence !== null && !holds(limit, isCeiling(limit) ? confidence.low : confidence.high)
  if (samples < minimum) {
    if (provenBreach) return failed(`${message}.`, 'proven')
    return undecided(
      'too-few-samples',
      `${message}; too few to tell: p${percentile} is not among fewer than ${formatCount(minimum)}.`,
      `At least ${formatCount(minimum)} requests in the window.`,
    )
  }
  if (!holds(limit, observed)) {
    if (mayHoldAtBest(question)) return notSeen(question)
    return failed(`${message}.`, provenBreach ? 'proven' : 'observed')
  }
  const part = partInBreach(question, indication.worst, minimum)
  if (part) {
    const sure = indication.turned ? partInBreach(question, indication.turned.bestParts, minimum) : part
    if (!sure) return notSeen(question)
    return failed(partWords(question, sure), 'observed')
  }
  if (mayBreakAtWorst(question)) return notSeen(question)
  if (question.instrumentCrashed) return instrumentInDoubt(question, 'the load generator ended early')
  const beyond = indication.worst.find((one) => one.samples >= minimum && !holds(limit, one.observed))
  if (beyond) {
    const { what } = beyond
    const seen = `${what}: ${formatSeen(beyond.observed, limit.value, 'ms')} of ${formatCount(beyond.samples)}`
    const required = requiredOf(question, beyond.observed)
    const needed = `${required} is not proven of ${what}; more requests tell.`
    return passed(`${message}; ${seen}, which chance may have made.`, 'observed', needed)
  }
  const needed = whatProves(question)
  return passed(`${message}.`, needed === null ? 'proven' : 'observed', needed)
}

function partInBreach({ limit }: Question, parts: readonly Part[], minimum: number): Part | undefined {
  return parts.find(
    ({ samples, observed, low }) => samples >= minimum && !holds(limit, isCeiling(limit) ? low : observed),
  )
}

/** The part comes first: the whole keeps the limit, and whoever read only that would not see what failed. */
function partWords({ indication, limit }: Question, { what, observed, samples }: Part): string {
  const seen = seenWords({ ...indication, observed, samples }, limit.value)
  const whole = `${formatSeen(indication.observed, limit.value, 'ms')} over all ${formatCount(indication.samples)}`
  return `${seen} of ${what}; ${limitWords(limit, 'ms', observed)} is required; ${whole}.`
}

/** Could it have kept the limit, were all that was not seen, or is in doubt, at the good end? */
function mayHoldAtBest({ indication: { turned }, limit }: Question): boolean {
  return turned !== undefined && holds(limit, isCeiling(limit) ? turned.best : turned.worst)
}

function mayBreakAtWorst({ indication: { turned }, limit }: Question): boolean {
  return turned !== undefined && !holds(limit, isCeiling(limit) ? turned.worst : turned.best)
}

function notSeen(question: Question): Outcome {
  return instrumentInDoubt(question, openWords(question.indication))
}

function whatProves({ indication, limit }: Question): string | null {
  const { confidence } = indication
  const bound = confidence === null ? null : isCeiling(limit) ? confidence.high : confidence.low
  if (bound !== null && holds(limit, bound)) return null
  const required = requiredOf({ indication, limit }, ...(bound === null ? [] : [bound]))
  if (bound === Number.POSITIVE_INFINITY) return `${required} is not proven: ${whyUnbounded(indication)}`
  if (bound === null) return `${required} is not proven: no confidence bound is known.`
  return `${required} is not proven: the 95 % bound is ${formatSeen(bound, limit.value, 'ms')}; more requests narrow it.`
}

/** `p95 below 150 ms`: it is told of a summary's end as well, where no objective stands beside it. */
function requiredOf(
  { indication, limit }: Pick<Question, 'indication' | 'limit'>,
  ...beside: readonly number[]
): string {
  const { indicator, filter } = indication.objective
  return `${describeIndicator(indicator, filter)} ${limitWords(limit, 'ms', ...beside)}`
}

/** Two sides of a bound take a few more than one. */
const FEW_TIMES = 2

function whyUnbounded({ samples, objective }: Question['indication']): string {
  const { indicator } = objective
  const minimum = indicator.kind === 'latency' ? minimumForPercentile(indicator.percentile) : 0
  return samples < FEW_TIMES * minimum
    ? 'so few requests bound no percentile; more do.'
    : 'the slow requests came together, so that all of them count as few; a longer window may prove it.'
}
