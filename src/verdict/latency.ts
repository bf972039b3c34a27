/** Judges percentiles: on the whole window, on its worst sliding 10 s and on each operation. */
import { minimumForPercentile } from './decidable.ts'
import { holds, isCeiling } from './limit.ts'
import { failed, instrumentInDoubt, type Outcome, passed, type Question, undecided } from './outcome.ts'
import { formatCount, formatValue, limitWords } from './wording.ts'

/** The two-sided 95 % band of a percentile's rank has this half-width in standard deviations. */
const Z = 1.96

/**
 * Any decidable part in breach fails the clause; parts with too few samples to decide are left out. A whole with too
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
      `${message}; p${percentile} cannot be told from fewer than ${formatCount(minimum)}.`,
      `At least ${formatCount(minimum)} requests in the window.`,
    )
  }
  if (!holds(limit, observed)) {
    if (mayTurn(question, percentile, 'good')) return notSeen(question)
    return failed(`${message}.`, provenBreach ? 'proven' : 'observed')
  }
  const part = indication.worst.find((worst) => worst.samples >= minimum && !holds(limit, worst.observed))
  if (part) {
    if (rankShift(part.samples, percentile, indication.uncertain.total, 'good') > 0) return notSeen(question)
    return failed(
      `${message}; ${part.what}: ${formatValue(part.observed, 'ms')} of ${formatCount(part.samples)}.`,
      'observed',
    )
  }
  if (mayTurn(question, percentile, 'bad')) return notSeen(question)
  if (question.instrumentCrashed) return instrumentInDoubt(question, 'the load generator ended early')
  const needed = whatProves(question)
  return passed(`${message}.`, needed === null ? 'proven' : 'observed', needed)
}

/** Could requests that were not seen, all of them at the good (or bad) end, turn the verdict round? */
function mayTurn(question: Question, percentile: number, end: 'good' | 'bad'): boolean {
  const { indication, limit } = question
  const { samples, confidence, uncertain } = indication
  const toLow = (end === 'good') === isCeiling(limit)
  const unseen = end === 'good' ? uncertain.total : uncertain.bad
  const shift = rankShift(samples, percentile, unseen, toLow ? 'good' : 'bad')
  if (shift === 0) return false
  const q = percentile / 100
  if (confidence === null || shift > Math.floor(Z * Math.sqrt(samples * q * (1 - q)))) return true
  return holds(limit, toLow ? confidence.low : confidence.high) === (end === 'good')
}

/** By how many ranks the percentile moves when so many fast (good) or endless (bad) requests are added. */
function rankShift(samples: number, percentile: number, unseen: number, end: 'good' | 'bad'): number {
  const q = percentile / 100
  const rank = Math.ceil(q * samples - 1e-9)
  const shifted = Math.ceil(q * (samples + unseen) - 1e-9)
  return end === 'bad' ? shifted - rank : rank - (shifted - unseen)
}

function notSeen(question: Question): Outcome {
  const { total } = question.indication.uncertain
  return instrumentInDoubt(question, `${formatCount(total)} requests that were not seen could change it`)
}

function whatProves({ indication, limit }: Question): string | null {
  const { confidence } = indication
  const bound = confidence === null ? null : isCeiling(limit) ? confidence.high : confidence.low
  if (bound !== null && holds(limit, bound)) return null
  const required = limitWords(limit, 'ms')
  if (bound === null) return `${required} is not proven: no confidence bound is known.`
  return `${required} is not proven: the 95 % bound is ${formatValue(bound, 'ms')}; more requests narrow it.`
}
