import type { ReasonCode, Verdict } from '../verdict/schema.ts'

/** Reasons that say nothing about the app: the same drill on the same app may well be decided next time. */
const OF_THE_INSTRUMENTS: readonly ReasonCode[] = [
  'instrument-unhealthy',
  'clock-stepped',
  'instruments-disagree',
]

/** May the same drill follow on the same target? Not where something was left behind, or a guard or an error ended it. */
export function leavesThingsAsTheyWere({ run, cleanup }: Pick<Verdict, 'run' | 'cleanup'>): boolean {
  return run === 'completed' && cleanup === 'clean'
}

/**
 * Was it left undecided for reasons of the instruments, and for no other? What left something behind is not: the next
 * attempt would measure that, and its exit code would hide it.
 */
export function onlyInstruments(ended: Pick<Verdict, 'verdict' | 'run' | 'cleanup' | 'clauses'>): boolean {
  const { verdict, clauses } = ended
  const undecided = clauses.filter((clause) => clause.verdict === 'inconclusive')
  const ofInstruments = undecided.every(
    ({ reason }) => reason !== null && OF_THE_INSTRUMENTS.includes(reason),
  )
  return verdict === 'inconclusive' && leavesThingsAsTheyWere(ended) && undecided.length > 0 && ofInstruments
}
