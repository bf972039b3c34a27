import type { InstanceRef, InstancesRef, ReleaseRef, Step, VictimRef } from '../../drill/model.ts'
import type { Refusal } from '../../target/target.ts'
import { conditionsOfStep } from '../drill-conditions.ts'
import type { RefusalContext } from './refusals.ts'

/** A release that the configuration does not name, or that cannot be made. Where releases cannot be switched, the missing capability says so. */
export function releaseRefusals(step: Step, { target }: RefusalContext): Refusal[] {
  if (!target.capabilities.includes('deploy')) return []
  return releasesOf(step).flatMap((release) => [
    ...breakable(step, release, target),
    ...named(step, bare(release), target),
  ])
}

function named(step: Step, { ref }: ReleaseRef, { releases }: RefusalContext['target']): Refusal[] {
  if (ref === 'current' && releases === null)
    return [unnamed(step, 'current', 'Set `release.current` to the version that serves when a drill begins.')]
  if (ref === 'next' && (releases?.next ?? null) === null)
    return [unnamed(step, 'next', 'Set `release.next` to the version that is to be shipped.')]
  return []
}

/** A bad release is made by wrapping what firedrill starts; the user's own command starts something else. */
function breakable(step: Step, { ref }: ReleaseRef, { strategy }: RefusalContext['target']): Refusal[] {
  if (ref !== 'broken' || strategy?.kind !== 'command') return []
  const reason = `${step.place}: the target's own deploy command starts the instances; broken(…) cannot make a bad release for it.`
  const hint =
    "Keep a bad release of your own and name it: release('…'); or use a built-in strategy (deploy: { strategy })."
  return [{ code: 'capability-missing', reason, hint }]
}

function unnamed({ place }: Step, which: string, hint: string): Refusal {
  return { code: 'plan-refused', reason: `${place}: the configuration names no ${which} release.`, hint }
}

/** Every release that a step names by itself. */
function releasesOf(step: Step): ReleaseRef[] {
  const ofConditions = conditionsOfStep(step).flatMap((condition) =>
    condition.kind === 'serving' ? [condition.release] : [],
  )
  return [...ofStep(step), ...ofConditions]
}

function ofStep(step: Step): ReleaseRef[] {
  switch (step.kind) {
    case 'deploy':
    case 'migrate':
    case 'boot':
      return [step.release]
    case 'fault':
      return ofInstance(step.victim)
    case 'start':
    case 'stop':
      return ofInstance(step.instance)
    case 'restart':
      return ofInstance(step.instances)
    default:
      return []
  }
}

function ofInstance(ref: InstanceRef | InstancesRef | VictimRef): ReleaseRef[] {
  return ref.ref === 'serving' ? [ref.release] : []
}

/** What a broken release is made of. */
function bare(release: ReleaseRef): ReleaseRef {
  return release.ref === 'broken' ? bare(release.of) : release
}
