import type { InstanceRef, Step } from '../../drill/model.ts'
import { visits } from '../../drill/walk.ts'
import type { CapabilityName, Refusal } from '../../target/target.ts'
import { conditionsOfStep } from '../drill-conditions.ts'
import type { RefusalContext } from './refusals.ts'

/** A step that needs what the target does not offer. */
export function capabilityRefusals(step: Step, { target, faults }: RefusalContext): Refusal[] {
  const missing = needs(step, faults).filter((capability) => !target.capabilities.includes(capability))
  return [...new Set(missing)].map((capability) => ({
    code: 'capability-missing',
    reason: `${step.place}: the step needs "${capability}", which the target "${target.kind}" does not offer.`,
    hint: HINTS[capability] ?? 'Run the drill on a target that does, or take the step out.',
  }))
}

/** All that these steps need, those within others included. */
export function neededCapabilities(
  steps: readonly Step[],
  faults: RefusalContext['faults'],
): CapabilityName[] {
  return [...new Set([...visits(steps)].flatMap(({ step }) => needs(step, faults)))]
}

const HINTS: Partial<Record<CapabilityName, string>> = {
  deploy: 'Configure `release` on the target: what builds it and where it lies; or take the step out.',
  migrations:
    'Configure `migrations` on the target: the commands that look at and move the schema. Where the app has none, take the step out; stock drills that ship a release do by `migrate: false`, or --set migrate=false.',
  network:
    'Processes share the network of the machine: run the drill on a target of containers (--target compose).',
  resources:
    'Processes have no limits of their own: run the drill on a target of containers (--target compose).',
  storage:
    'A process writes to the disk of the machine, which is not filled: run the drill on a target of containers (--target compose).',
  links:
    'Nothing can be put between processes and a service: run the drill on a target of containers (--target compose).',
  services: 'Give the target a service with `run`: only what it starts itself can be taken away.',
}

function needs(step: Step, faults: RefusalContext['faults']): readonly CapabilityName[] {
  const ofConditions = conditionsOfStep(step).flatMap((condition): CapabilityName[] => {
    if (condition.kind === 'logged') return ['logs']
    return condition.kind === 'serving' ? ['deploy'] : []
  })
  return [...ofStep(step, faults), ...ofConditions, ...ofInstance(step)]
}

function ofStep(step: Step, faults: RefusalContext['faults']): readonly CapabilityName[] {
  switch (step.kind) {
    case 'fault':
      return faults[step.fault]?.needs ?? []
    case 'start':
    case 'stop':
    case 'restart':
      return ['lifecycle']
    case 'deploy':
      return ['deploy']
    case 'rollback':
      return ['deploy']
    case 'migrate':
      // The release whose migrations are run is found by it.
      return ['migrations', 'deploy']
    case 'boot':
      return ['trial', 'deploy']
    case 'search-secrets':
      return ['trial']
    default:
      return []
  }
}

/** Which instance serves a release is told by what the releases are. */
function ofInstance(step: Step): readonly CapabilityName[] {
  const serving = (ref: { ref: InstanceRef['ref'] | 'all' | 'service' }): readonly CapabilityName[] =>
    ref.ref === 'serving' ? ['deploy'] : []
  if (step.kind === 'fault') return serving(step.victim)
  if (step.kind === 'start' || step.kind === 'stop') return serving(step.instance)
  return step.kind === 'restart' ? serving(step.instances) : []
}
