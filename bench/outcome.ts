/** How a trial of a drill ended, held against what is known of the app that it was put to. */
import { agree, type Lost } from './edge-log.ts'
import type { Trial } from './ledger.ts'
import type { TwinCase } from './rehearsal.ts'

/** Passed, left nothing, and counted what the edge counted. */
export function passes(trial: Trial): boolean {
  return trial.verdict === 'pass' && trial.exit === 0 && leftNothing(trial) && agree(trial.lost as Lost)
}

/** Failed, first of all by the clause that must be first, and by the one that says what is wrong; the rest as above. */
export function caught(trial: Trial, twin: TwinCase): boolean {
  return (
    trial.verdict === 'fail' &&
    trial.exit === 1 &&
    namedFirst(trial, twin) &&
    failedOf(trial).some((clause) => twin.clause.test(clause)) &&
    leftNothing(trial) &&
    (twin.edgeIsLate === true || agree(trial.lost as Lost))
  )
}

/** Is the first of the failed clauses, in the order of the verdict, the one that was expected to be? */
export function namedFirst(trial: Trial, twin: TwinCase): boolean {
  const [first] = failedOf(trial)
  return first !== undefined && (twin.first ?? twin.clause).test(first)
}

/** `window: objective` of each, in the order of the verdict. */
export function failedOf({ failed }: Trial): string[] {
  return Array.isArray(failed) ? failed.map(String) : []
}

function leftNothing({ left }: Trial): boolean {
  return Array.isArray(left) && left.length === 0
}
