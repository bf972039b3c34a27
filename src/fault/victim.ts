/** What faults share when they look at the one they hit. */
import { FiredrillError } from '../errors.ts'
import type { CapabilityName, Instance, Lifecycle, RunningTarget, Suspend } from '../target/target.ts'
import type { FaultIntent } from './fault.ts'

/** Throws `drill-invalid` when it is down: a fault on nothing proves nothing. */
export function victimOf({ name, url, identity }: Instance): FaultIntent['victim'] {
  if (identity !== null) return { name, url, identity }
  throw new FiredrillError('drill-invalid', `${name} is down: there is nothing to hit.`, {
    hint: 'Start it first, or name another instance.',
  })
}

/** The instance as it is now. */
export async function nowOf(target: RunningTarget, name: string): Promise<Instance> {
  const now = (await target.instances()).find((instance) => instance.name === name)
  if (now) return now
  throw new FiredrillError('drill-invalid', `The target has no instance "${name}".`, {
    hint: 'Look at what it has: firedrill plan.',
  })
}

export function lifecycleOf({ lifecycle }: RunningTarget): Lifecycle {
  return lifecycle ?? missing('lifecycle')
}

export function suspendOf({ suspend }: RunningTarget): Suspend {
  return suspend ?? missing('suspend')
}

function missing(capability: CapabilityName): never {
  throw new FiredrillError('capability-missing', `The target lacks the capability "${capability}".`, {
    hint: 'Run the drill on a target that has it.',
  })
}
