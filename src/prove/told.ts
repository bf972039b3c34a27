/** Which failed clauses tell of a sabotage. One that fails for another reason, or by chance, has caught nothing. */
import { describeCondition, describeStep } from '../drill/describe.ts'
import type { ResolvedDrill } from '../drill/model.ts'
import { conditionsOf, visits } from '../drill/walk.ts'
import type { Measurements } from '../measure/measurements.ts'
import { formatMs } from '../units.ts'
import type { Clause, Verdict } from '../verdict/schema.ts'
import type { Expectation } from './expectation.ts'
import { nearestClauses } from './lax.ts'

export interface Judged {
  verdict: Pick<Verdict, 'clauses'>
  measurements: Pick<Measurements, 'indicators'>
  drill: Pick<ResolvedDrill, 'steps'>
}

export interface FailedClauses {
  /** Those that tell of it, the ones in which it shows by itself first. */
  telling: Clause[]
  others: Clause[]
}

/** Without the steady state after the drill, which catches nothing. */
export function failedClauses(run: Judged, expectation: Expectation): FailedClauses {
  const failed = run.verdict.clauses.filter(
    ({ verdict, indicator }) => verdict === 'fail' && indicator !== 'steady state',
  )
  const { shows, entails } = expectation
  const [own, following] = [shows, entails].map(
    (those) => new Set(nearestClauses(run, { shows: those }).map(({ id }) => id)),
  )
  const shown = failed.filter(({ id }) => own?.has(id))
  const rest = failed.filter(({ id }) => !own?.has(id))
  const tells = (clause: Clause) => following?.has(clause.id) || inStep(clause, run, expectation)
  return {
    telling: [...shown, ...rest.filter(tells)],
    others: rest.filter((clause) => !tells(clause)),
  }
}

/** Clauses of steps: an `until` that was not met, and what a step found. */
function inStep({ indicator, objective }: Clause, { drill }: Judged, expectation: Expectation): boolean {
  if (indicator !== 'until' && indicator !== 'finding') return false
  if (expectation.steps !== 'of-users') return expectation.steps === 'all'
  return [...visits(drill.steps)].some(({ step }) => {
    if (indicator === 'until' && step.kind === 'until')
      return (
        objective === `${describeCondition(step.condition)} within ${formatMs(step.withinMs)}` &&
        conditionsOf(step).some(({ kind }) => kind === 'recovered')
      )
    // A trigger ended what should have been shipped.
    return (
      indicator === 'finding' &&
      step.kind === 'deploy' &&
      objective === describeStep(step) &&
      conditionsOf(step).some(
        (condition) =>
          condition.kind === 'measured' &&
          (expectation.shows(condition.objective.indicator) ||
            expectation.entails(condition.objective.indicator)),
      )
    )
  })
}
