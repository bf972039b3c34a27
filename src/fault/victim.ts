/** What faults share when they look at the one they hit. */
import { FiredrillError } from '../errors.ts'
import type {
  CapabilityName,
  Crash,
  Instance,
  Lifecycle,
  Links,
  Network,
  Resources,
  RunningTarget,
  Services,
  Storage,
  Suspend,
  Victim,
} from '../target/target.ts'

/** Throws `drill-invalid` when it is down: a fault on nothing proves nothing. */
export function victimOf({ name, url, identity }: Victim): Victim {
  if (identity !== null) return { name, url, identity }
  throw new FiredrillError('drill-invalid', `${name} is down: there is nothing to hit.`, {
    hint: 'Start it first, or name another one.',
  })
}

/** The instance as it is now, also where a rollout has put another one in its place and it runs on. */
export async function nowOf(target: RunningTarget, name: string): Promise<Instance> {
  const among = (all: readonly Instance[]) => all.find((instance) => instance.name === name)
  const now = among(await target.instances()) ?? among((await target.deploy?.all()) ?? [])
  if (now) return now
  throw new FiredrillError('drill-invalid', `The target has no instance "${name}".`, {
    hint: 'Look at what it has: firedrill plan.',
  })
}

/** What is not seen where an instance has no address that can be reached from here: the engine's word is all there is. */
export function notAsked(name: string): string {
  return `${name} has no address of its own here: what it answers was not seen`
}

export function lifecycleOf({ lifecycle }: RunningTarget): Lifecycle {
  return lifecycle ?? missing('lifecycle')
}

export function suspendOf({ suspend }: RunningTarget): Suspend {
  return suspend ?? missing('suspend')
}

export function networkOf({ network }: RunningTarget): Network {
  return network ?? missing('network')
}

export function resourcesOf({ resources }: RunningTarget): Resources {
  return resources ?? missing('resources')
}

export function storageOf({ storage }: RunningTarget): Storage {
  return storage ?? missing('storage')
}

export function crashOf({ crash }: RunningTarget): Crash {
  return crash ?? missing('crash')
}

export function linksOf({ links }: RunningTarget): Links {
  return links ?? missing('links')
}

export function servicesOf({ services }: RunningTarget): Services {
  return services ?? missing('services')
}

function missing(capability: CapabilityName): never {
  throw new FiredrillError('capability-missing', `The target lacks the capability "${capability}".`, {
    hint: 'Run the drill on a target that has it.',
  })
}
