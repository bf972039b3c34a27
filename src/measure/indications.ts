import type { PhaseStep } from '../drill/model.ts'
import type { Indicator, Objective } from '../drill/objective.ts'
import type { Context } from './context.ts'
import type { CustomIndicators } from './custom.ts'
import { bootsIn } from './indicators/boot-time.ts'
import { limitOf } from './indicators/indicator.ts'
import { measureIndicator } from './indicators/map.ts'
import { rollbacksIn } from './indicators/rollback-time.ts'
import type { Indication, Reference } from './measurements.ts'
import { holds } from './membership.ts'
import { isAbout, momentsOf, objectivesOf, phasesOf, runObjectivesOf } from './phases.ts'
import type { Span } from './windows.ts'

/** Every objective in every window that it is judged in: window by window, the drill's own objectives first. */
export function indicationsOf(context: Context, customs: CustomIndicators): Indication[] {
  return context.spans.flatMap((span) =>
    objectivesIn(span, context).map((objective) => indicationOf(objective, span, context, customs)),
  )
}

function objectivesIn(span: Span, context: Context): Objective[] {
  const { drill } = context.record
  if (span.kind === 'run') return runObjectivesOf(drill)
  const phase = phasesOf(drill).find(({ name }) => name === span.phase)
  if (!phase) return []
  if (span.kind === 'moment')
    return momentsOf(phase).flatMap(({ objective }, k) => (k === span.moment ? [objective] : []))
  return objectivesOf(phase, drill).filter(
    (objective) => phase.expect.includes(objective) || makesSenseIn(objective, span, phase, context),
  )
}

/** An inherited objective says nothing of a window without what it is about, or that it is compared with. */
function makesSenseIn(
  { indicator, bound }: Objective,
  span: Span,
  phase: PhaseStep,
  context: Context,
): boolean {
  if (bound.op === 'notWorseThan' && (bound.window === span.name || bound.window === span.phase)) return false
  return isAbout(indicator, phase) || wasSeen(indicator, span, context)
}

/** Something else than the phase's own steps may have done what the indicator is about. */
function wasSeen({ kind }: Indicator, span: Span, context: Context): boolean {
  switch (kind) {
    case 'recovery':
      return context.faults.some(({ instantMs }) => instantMs !== null && holds(span, instantMs))
    case 'rollback-time':
      return rollbacksIn(context, span).length > 0
    case 'detection':
      return context.deploys.some(({ trigger, startMs }) => trigger !== null && holds(span, startMs))
    case 'boot-time':
      return bootsIn(context, span).length > 0
    default:
      return false
  }
}

function indicationOf(
  objective: Objective,
  span: Span,
  context: Context,
  customs: CustomIndicators,
): Indication {
  const { indicator, filter, bound } = objective
  const reference = referenceOf(objective, context, customs)
  const limitMs = limitOf(bound, reference?.observed ?? null)
  const value = measureIndicator({ indicator, filter, limitMs, span, context, customs })
  return { objective, window: span.name, ...value, reference }
}

/** For `notWorseThan`: the same indicator and filter in the window that is compared with; null: there is none. */
function referenceOf(
  { indicator, filter, bound }: Objective,
  context: Context,
  customs: CustomIndicators,
): Reference | null {
  if (bound.op !== 'notWorseThan') return null
  const { spans } = context
  const span =
    spans.find(({ name }) => name === bound.window) ??
    spans.find(({ phase, kind }) => kind === 'phase' && phase === bound.window)
  if (!span) return null
  const { observed, samples, confidence, turned } = measureIndicator({
    ...{ indicator, filter, span, context, customs },
    // Itself it has no bound: what had not ended there has no value.
    limitMs: Number.POSITIVE_INFINITY,
  })
  return { observed, samples, confidence, ...(turned === undefined ? {} : { turned }) }
}
