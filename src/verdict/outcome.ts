import type { Indication, Window } from '../measure/measurements.ts'
import type { Limit } from './limit.ts'
import type { Clause, ReasonCode } from './schema.ts'

/** What judging one indication comes to, before the circumstances of its window are weighed. */
export type Outcome = Pick<Clause, 'verdict' | 'reason' | 'strength' | 'needed' | 'message'>

/** What every judge of an indicator is given. */
export interface Question {
  indication: Indication & { observed: number }
  limit: Limit & { value: number }
  window: Window | null
  /** What was seen against what is required, in one sentence. */
  message: string
  /** The instrument that it rests on ended early. */
  instrumentCrashed: boolean
  /** Stretches in which the prober did not probe, in the window; ms. */
  probeStallMs: number
}

export function passed(message: string, strength: 'proven' | 'observed', needed: string | null): Outcome {
  return { verdict: 'pass', reason: null, strength, message, needed }
}

/** A fail is `proven` when chance alone would make it in under 5 % of the cases, else `observed`. */
export function failed(message: string, strength: 'proven' | 'observed'): Outcome {
  return { verdict: 'fail', reason: null, strength, message, needed: null }
}

export function undecided(reason: ReasonCode, message: string, needed: string | null): Outcome {
  return { verdict: 'inconclusive', reason, strength: 'none', message, needed }
}

/** The instruments' own errors could turn the verdict round. */
export function instrumentInDoubt(question: Question, why: string): Outcome {
  const { message } = question
  return undecided('instrument-unhealthy', `${message}, but ${why}.`, 'A run with healthy instruments.')
}
