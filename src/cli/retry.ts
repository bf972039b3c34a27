import type { ReasonCode, Verdict } from '../verdict/schema.ts'

/** Reasons that say nothing about the app: the same drill on the same app may well be decided next time. */
const OF_THE_INSTRUMENTS: readonly ReasonCode[] = [
  'instrument-unhealthy',
  'clock-stepped',
  'instruments-disagree',
]

/** Was it left undecided for reasons of the instruments, and for no other? */
export function onlyInstruments({
  verdict,
  run,
  clauses,
}: Pick<Verdict, 'verdict' | 'run' | 'clauses'>): boolean {
  const undecided = clauses.filter((clause) => clause.verdict === 'inconclusive')
  const ofInstruments = undecided.every(
    ({ reason }) => reason !== null && OF_THE_INSTRUMENTS.includes(reason),
  )
  return verdict === 'inconclusive' && run === 'completed' && undecided.length > 0 && ofInstruments
}
