import type { Step } from '../../drill/model.ts'
import { instanceRefsOf } from '../../drill/walk.ts'
import type { Refusal } from '../../target/target.ts'
import { conditionsOfStep } from '../drill-conditions.ts'
import type { RefusalContext } from './refusals.ts'

/** What a step names and the configuration does not have: handlers, probes, services, instances. */
export function nameRefusals(step: Step, context: RefusalContext): Refusal[] {
  return [
    ...handlers(step, context),
    ...probes(step, context),
    ...services(step, context),
    ...instances(step, context),
  ]
}

function handlers(step: Step, { handlers: known }: RefusalContext): Refusal[] {
  if (step.kind !== 'act') return []
  const named = [step.handler, ...('handler' in step.undo ? [step.undo.handler] : [])]
  return named
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: 'plan-refused',
      reason: `${step.place}: no handler is called "${name}".`,
      hint: 'Register it under `handlers` in firedrill.config.ts.',
    }))
}

function probes(step: Step, { namedProbes }: RefusalContext): Refusal[] {
  return conditionsOfStep(step).flatMap((condition) =>
    condition.kind === 'probe' && !namedProbes.includes(condition.name)
      ? [
          {
            code: 'plan-refused' as const,
            reason: `${step.place}: no probe is called "${condition.name}".`,
            hint: 'Add it under `probes` in firedrill.config.ts.',
          },
        ]
      : [],
  )
}

/** Where none at all can be lost, the missing capability says so. */
function services(step: Step, { target, faults }: RefusalContext): Refusal[] {
  if (step.kind !== 'fault' || step.victim.ref !== 'service') return []
  const { name } = step.victim
  if (faults[step.fault]?.needs.includes('links')) return links(step.place, name, target)
  if (target.services.includes(name) || !target.capabilities.includes('services')) return []
  const reason = `${step.place}: the target has no service "${name}" that can be lost; it has ${target.services.join(', ') || 'none'}.`
  return [
    { code: 'plan-refused', reason, hint: 'Only a service that the target starts itself can be taken away.' },
  ]
}

/** Where no link at all can be disturbed, the missing capability says so. */
function links(place: string, name: string, target: RefusalContext['target']): Refusal[] {
  if (target.links.includes(name) || !target.capabilities.includes('links')) return []
  const reason = `${place}: the target has no service "${name}" whose link can be disturbed; it has ${target.links.join(', ') || 'none'}.`
  return [{ code: 'plan-refused', reason, hint: 'Name it under `services` of the target, with its port.' }]
}

function instances(step: Step, { target }: RefusalContext): Refusal[] {
  const known = target.instanceNames
  const named = [
    ...(step.kind === 'each' && step.over.ref === 'named' ? step.over.names : []),
    ...instanceRefsOf(step).flatMap((ref) => (ref.ref === 'named' ? [ref.name] : [])),
  ]
  return named
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: 'plan-refused',
      reason: `${step.place}: the target has no instance "${name}"; it has ${known.join(', ')}.`,
      hint: 'Name one of these; instance() without a name is one that the seed picks.',
    }))
}
