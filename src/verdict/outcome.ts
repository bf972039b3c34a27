import type { Indication, Window } from '../measure/measurements.ts'
import type { Limit } from './limit.ts'
import type { Clause, ReasonCode } from './schema.ts'
import { counted } from './wording.ts'

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

/** What kept it open: `14 requests were not sent or could not be read, and 386 met a load that was not the drill's`. */
export function openWords({ uncertain, doubtful }: Pick<Indication, 'uncertain' | 'doubtful'>): string {
  const crowded = (doubtful?.good ?? 0) + (doubtful?.bad ?? 0)
  const parts = [
    ...(uncertain.total > 0
      ? [`${counted(uncertain.total, 'request was', 'requests were')} not sent or could not be read`]
      : []),
    ...(crowded > 0
      ? [`${counted(crowded, 'was', 'were')} under way while the load generator was late`]
      : []),
  ]
  return `${parts.join(' and ') || 'what was not seen'}: they could change it`
}
