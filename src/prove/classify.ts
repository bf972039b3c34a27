/** One run of a sabotaged target → what it proves. Pure. */
import type { Measurements } from '../measure/measurements.ts'
import type { Clause, Verdict } from '../verdict/schema.ts'
import type { Expectation } from './expectation.ts'
import { laxWords, nearestClauses } from './lax.ts'
import type { SabotageProof } from './proof.ts'

export interface SabotagedRun {
  verdict: Verdict
  measurements: Pick<Measurements, 'indicators'>
  /** By the proxy's own word; null: there was none, or it did not come to its end. */
  spoiled: SabotageProof['spoiled']
}

export type Classified = Pick<SabotageProof, 'outcome' | 'by' | 'why'>

/** `healthy`: the verdict on the run without a sabotage. */
export function classify(run: SabotagedRun, expectation: Expectation, healthy: Verdict): Classified {
  const { verdict, spoiled } = run
  const caught = caughtBy(run, expectation)
  if (caught !== null) return { outcome: 'caught', ...caught }
  const nothing = spoiled?.spoiled === 0
  if (nothing && expectation.withstood === 'unless-met') {
    return { outcome: 'withstood', by: null, why: ['No request met an instance that was gone.'] }
  }
  const onlyAfterwards = verdict.verdict === 'fail'
  if (!onlyAfterwards && (verdict.verdict !== 'pass' || verdict.run !== 'completed')) {
    return { outcome: 'undecided', by: null, why: [verdict.summary] }
  }
  if (nothing) {
    return {
      outcome: 'undecided',
      by: null,
      why: [`It met no request that it could spoil, of ${spoiled.seen}.`],
    }
  }
  if (expectation.withstood === 'if-counted' && nearestClauses(run, expectation).length > 0) {
    const why =
      'What came twice was counted, and the app took it for the same: nothing was there to be caught.'
    return { outcome: 'withstood', by: null, why: [why] }
  }
  const lax = laxWords(run, healthy, expectation)
  const after = onlyAfterwards ? ['Only the steady state after the drill gave it away.'] : []
  return { outcome: 'let-through', by: null, why: [...lax, ...after] }
}

/** Of the clauses that failed, the first in which the sabotage's effect shows; else the first. */
function caughtBy(run: SabotagedRun, expectation: Expectation): Pick<Classified, 'by' | 'why'> | null {
  const { verdict } = run
  const { caughtBy: by } = expectation
  const failing = verdict.clauses.filter(
    (clause) => clause.verdict === 'fail' && clause.indicator !== 'steady state',
  )
  const near = nearestClauses(run, expectation).map(({ id }) => id)
  const failed = failing.find(({ id }) => near.includes(id)) ?? failing[0]
  if (by === 'fault-not-seen') {
    const unseen = verdict.clauses.find(({ reason }) => reason === 'fault-not-seen')
    if (unseen) return { by: 'the proof that the fault landed', why: [unseen.message] }
  }
  if (by === 'unhealed') {
    const unhealed = unhealedBy(verdict)
    if (unhealed) return unhealed
  }
  return failed ? { by: nameOf(failed), why: [failed.message] } : null
}

function unhealedBy({ left, cleanup, faults }: Verdict): Pick<Classified, 'by' | 'why'> | null {
  if (cleanup === 'dirty') {
    return { by: 'the clean-up', why: left.map(({ what, evidence }) => `${what} is left: ${evidence}.`) }
  }
  const unhealed = faults.find(({ healed }) => healed === false)
  if (!unhealed) return null
  return { by: 'the heal', why: [`The ${unhealed.fault} of ${unhealed.victim} was not seen healed.`] }
}

function nameOf({ objective, window }: Clause): string {
  return `${objective} in ${window}`
}
