/** One run of a sabotaged target → what it proves. Pure. */
import type { ResolvedDrill } from '../drill/model.ts'
import type { Measurements } from '../measure/measurements.ts'
import type { Verdict } from '../verdict/schema.ts'
import { clauseWords } from '../verdict/steady.ts'
import type { Expectation } from './expectation.ts'
import { laxWords, nearestClauses } from './lax.ts'
import type { SabotageProof } from './proof.ts'
import { type FailedClauses, failedClauses } from './told.ts'

export interface SabotagedRun {
  verdict: Verdict
  measurements: Pick<Measurements, 'indicators'>
  drill: Pick<ResolvedDrill, 'steps'>
  /** By the proxy's own word; null: there was none, or it did not come to its end. */
  spoiled: SabotageProof['spoiled']
}

export type Classified = Pick<SabotageProof, 'outcome' | 'by' | 'why'>

/** `healthy`: the verdict on the run without a sabotage. */
export function classify(run: SabotagedRun, expectation: Expectation, healthy: Verdict): Classified {
  const failed = failedClauses(run, expectation)
  const idle = idleness(run, expectation)
  const caught = idle === null ? caughtBy(run.verdict, expectation, failed) : null
  if (caught !== null) return { outcome: 'caught', ...caught }
  const lax = laxWords(run, healthy, expectation)
  const why = undecidedBy(run, failed, idle, lax)
  if (why !== null) return { outcome: 'undecided', by: null, why }
  const copes = copesBy(run, expectation)
  if (copes !== null) {
    return run.verdict.verdict === 'pass'
      ? { outcome: 'withstood', by: null, why: [copes] }
      : { outcome: 'undecided', by: null, why: [run.verdict.summary] }
  }
  // By nothing else: every other clause that failed has decided above.
  const after = run.verdict.verdict === 'fail' ? ['Only the steady state after the drill gave it away.'] : []
  return { outcome: 'let-through', by: null, why: [...lax, ...after] }
}

/** Why nothing that failed is the sabotage's doing; null: it did something, or no proxy counts what it does. */
function idleness({ spoiled }: SabotagedRun, { counted, withstood }: Expectation): string | null {
  if (!counted) return null
  if (spoiled === null) return 'Its proxy did not come to its end: what it spoiled is not known.'
  // An instance that answers 503 has answered: what users lose by that is not counted, and is the sabotage's doing.
  if (spoiled.spoiled > 0 || withstood === 'unless-met') return null
  return `It met no request that it could spoil, of ${spoiled.seen}.`
}

function caughtBy(
  verdict: Verdict,
  { caughtBy: by }: Expectation,
  { telling: [failed] }: FailedClauses,
): Pick<Classified, 'by' | 'why'> | null {
  if (by === 'fault-not-seen') {
    const unseen = verdict.clauses.find(({ reason }) => reason === 'fault-not-seen')
    if (unseen) return { by: 'the proof that the fault landed', why: [unseen.message] }
  }
  if (by === 'unhealed') {
    const unhealed = unhealedBy(verdict)
    if (unhealed) return unhealed
  }
  return failed ? { by: clauseWords(failed), why: [failed.message] } : null
}

function unhealedBy({ left, cleanup, faults }: Verdict): Pick<Classified, 'by' | 'why'> | null {
  if (cleanup === 'dirty') {
    return { by: 'the clean-up', why: left.map(({ what, evidence }) => `${what} is left: ${evidence}.`) }
  }
  const unhealed = faults.find(({ healed }) => healed === false)
  if (!unhealed) return null
  return { by: 'the heal', why: [`The ${unhealed.fault} of ${unhealed.victim} was not seen healed.`] }
}

/** Null: the run says whether the drill would have let it through. */
function undecidedBy(
  { verdict }: SabotagedRun,
  { telling, others }: FailedClauses,
  idle: string | null,
  lax: readonly string[],
): string[] | null {
  const failed = others[0] ?? telling[0]
  if (failed && idle !== null) return [`Failed by ${clauseWords(failed)}.`, idle]
  if (failed) return [`Failed by ${clauseWords(failed)}, in which this sabotage does not show.`, ...lax]
  if (verdict.verdict === 'inconclusive' || verdict.run !== 'completed') return [verdict.summary]
  return idle === null ? null : [idle]
}

/** Of a run that passed, or failed by nothing but the steady state afterwards. */
function copesBy(run: SabotagedRun, expectation: Expectation): string | null {
  const { withstood } = expectation
  if (withstood === 'unless-met' && run.spoiled?.spoiled === 0) {
    return 'No request met an instance that was gone, or that did not answer.'
  }
  if (withstood === 'if-counted' && nearestClauses(run, expectation).length > 0) {
    return 'What came twice was counted, and the app took it for the same: nothing was there to be caught.'
  }
  return null
}
