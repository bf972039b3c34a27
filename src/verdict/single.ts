/** Judges values that were read off the window as a whole: all but percentiles of latency and shares of requests. */

import { describeIndicator } from '../drill/describe.ts'
import { unitOf } from '../drill/objective.ts'
import { proofOf } from '../drill/provable.ts'
import { formatMs } from '../units.ts'
import { minimumForRatio } from './decidable.ts'
import { holds, isCeiling } from './limit.ts'
import { failed, instrumentInDoubt, type Outcome, passed, type Question, undecided } from './outcome.ts'
import { formatCount, limitWords } from './wording.ts'

/** What the prober sees, and its own stalls could hide or lengthen. */
const BY_PROBER: readonly string[] = ['interruption', 'uptime']

export function judgeSingle(question: Question): Outcome {
  const { indication, limit, message } = question
  const cannotShow = tooShort(question)
  const breached = !holds(limit, indication.observed)
  if (mayTurn(question, breached))
    return instrumentInDoubt(question, 'what the instruments missed could change it')
  if (breached) return failed(`${message}.`, breachProven(question) ? 'proven' : 'observed')
  if (cannotShow !== null)
    return undecided('too-few-samples', `${message}; too few to tell: ${cannotShow}.`, 'A longer window.')
  if (question.instrumentCrashed) return instrumentInDoubt(question, 'the instrument ended early')
  const needed = whatProves(question)
  return passed(`${message}.`, needed === null ? 'proven' : 'observed', needed)
}

/** What was watched as a whole has no sampling error: only where it was seen in part may chance have made it. */
function breachProven({ indication: { objective, confidence }, limit }: Question): boolean {
  if (proofOf(objective).by !== 'watching') return false
  return confidence === null || !holds(limit, isCeiling(limit) ? confidence.low : confidence.high)
}

/** Null, or why a window like this could not have shown a breach. */
function tooShort({ indication, limit, window }: Question): string | null {
  const { kind } = indication.objective.indicator
  if (kind === 'uptime') {
    const minimum = minimumForRatio(1 - limit.value)
    return indication.samples < minimum
      ? `fewer than ${formatCount(minimum)} probes cannot show a breach`
      : null
  }
  const lengthMs = window === null ? Number.POSITIVE_INFINITY : window.endMs - window.startMs
  if (kind === 'interruption' && isCeiling(limit) && lengthMs < limit.value)
    return `a window of ${formatMs(lengthMs)} cannot show a breach`
  return null
}

function mayTurn({ indication, limit, window, probeStallMs }: Question, breached: boolean): boolean {
  const { observed, confidence, uncertain } = indication
  const { kind } = indication.objective.indicator
  const towardsBreach = isCeiling(limit) ? 1 : -1
  const direction = breached ? -towardsBreach : towardsBreach
  if (BY_PROBER.includes(kind) && probeStallMs > 0) {
    const lengthMs = window === null ? probeStallMs : Math.max(1, window.endMs - window.startMs)
    const error = kind === 'uptime' ? probeStallMs / lengthMs : probeStallMs
    if (holds(limit, observed + direction * error) === breached) return true
  }
  if (uncertain.bad === 0) return false
  if (confidence === null) return true
  return holds(limit, direction > 0 ? confidence.high : confidence.low) === breached
}

function whatProves({ indication, limit }: Question): string | null {
  const { confidence, objective } = indication
  const proof = proofOf(objective)
  if (confidence === null)
    return proof.by === 'watching'
      ? null
      : proof.by === 'nothing'
        ? proof.why
        : 'No confidence bound is known.'
  if (holds(limit, isCeiling(limit) ? confidence.high : confidence.low)) return null
  const what = describeIndicator(objective.indicator, objective.filter)
  const within = `${what} ${limitWords(limit, unitOf(objective.indicator))} is not proven: it lies within the error of ${confidence.method}.`
  return proof.by === 'nothing' ? `${within} ${proof.why}` : within
}
