/** Clauses of windows and moments that never came: a drill that stops early must not look as if it had asked less. */

import { clauseText, describeIndicator } from '../drill/describe.ts'
import type { PhaseStep } from '../drill/model.ts'
import { type Objective, unitOf } from '../drill/objective.ts'
import type { RunRecord } from '../journal/record.ts'
import type { Measurements } from '../measure/measurements.ts'
import { isAbout, momentsOf } from '../measure/phases.ts'
import { momentName } from '../measure/windows.ts'
import { expectedWindows } from './phases.ts'
import { endOf, type FindObstacle } from './reasons.ts'
import type { Clause } from './schema.ts'

/** In the order of the drill. */
export function unreachedClauses(
  record: RunRecord,
  measurements: Measurements,
  find: FindObstacle,
): Omit<Clause, 'id'>[] {
  const reached = new Set([
    ...measurements.windows.map(({ name }) => name),
    ...measurements.indicators.map(({ window }) => window),
  ])
  const anyReached = (phase: string): boolean => measurements.windows.some((window) => window.phase === phase)
  const expected = expectedWindows(record).filter(
    ({ name, phase }) => !(name.includes('*') && anyReached(phase.name)),
  )
  return expected.flatMap(({ name, phase }) => {
    const moments = momentsOf(phase).flatMap(({ objective }, k) => {
      const moment = momentName(name, k)
      return reached.has(moment) ? [] : [unreached(objective, moment, record, find)]
    })
    if (reached.has(name)) return moments
    const inherited = phase.inherit ? record.drill.expect.filter((each) => isAskedIn(phase, each)) : []
    const own = [...inherited, ...phase.expect].map((objective) => unreached(objective, name, record, find))
    return [...own, ...moments]
  })
}

/** As in measuring: only what the phase is about, and no window is compared with itself. */
function isAskedIn(phase: PhaseStep, { over, indicator, bound }: Objective): boolean {
  if (over === 'run') return false
  if (bound.op === 'notWorseThan' && bound.window === phase.name) return false
  return isAbout(indicator, phase)
}

function unreached(
  objective: Objective,
  window: string,
  record: RunRecord,
  find: FindObstacle,
): Omit<Clause, 'id'> {
  const obstacle = find(null)
  const { bound, indicator } = objective
  return {
    objective: clauseText(objective),
    window,
    indicator: describeIndicator(indicator),
    unit: unitOf(indicator),
    observed: null,
    bound: { op: bound.op, value: bound.op === 'notWorseThan' ? null : bound.value },
    samples: 0,
    bad: null,
    confidence: null,
    strength: 'none',
    verdict: 'inconclusive',
    reason: obstacle?.reason ?? 'not-reached',
    message: obstacle?.message ?? `${window} was not reached: ${endOf(record)}`,
    needed: obstacle?.needed ?? 'A run that is taken to its end.',
    evidence: obstacle?.evidence ?? [],
  }
}
