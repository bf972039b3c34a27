/** What the drill's symbolic references mean in this run: decided by the seed, observed afresh. */

import type { InstanceRef, InstancesRef, VictimRef } from '../drill/model.ts'
import { FiredrillError } from '../errors.ts'
import type { Instance, Victim } from '../target/target.ts'
import type { Stage } from './stage.ts'
import type { StepContext } from './steps/step.ts'

type Where = Pick<StepContext, 'stage' | 'loops'>

/** Nobody is what a drill refers to just now: a step cannot be taken, and neither drill nor target is wrong. */
export class NobodyNow extends FiredrillError {}

/** Throws `NobodyNow` where nobody serves the release that is named. */
export async function resolveInstance(ref: InstanceRef, where: Where): Promise<Instance> {
  const { target, journal } = where.stage
  const instances = await target.instances()
  journal.write({ type: 'instances', instances, why: 'a step names one' })
  const name = await nameOf(ref, instances, where)
  const found = instances.find((instance) => instance.name === name)
  if (found || ref.ref === 'any' || !target.deploy) return found ?? named(name, instances)
  // A rollout has others beside the app: those that it starts, and those that it keeps for the way back.
  const all = await target.deploy.all()
  const other = await nameOf(ref, all, where)
  if (other === null) throw await nobody(ref, all, where)
  return named(other, all)
}

/** One instance, or several that are meant at once. */
export async function resolveSeveral(ref: InstanceRef | InstancesRef, where: Where): Promise<Instance[]> {
  if (ref.ref !== 'all' && !('names' in ref)) return [await resolveInstance(ref, where)]
  const { stage } = where
  const instances = await stage.target.instances()
  stage.journal.write({ type: 'instances', instances, why: 'a step names several' })
  if (ref.ref === 'all') return instances.toSorted(byName)
  return ref.names.map((name) => named(name, instances))
}

/** What a fault hits, as it is now. */
export async function resolveVictim(ref: VictimRef, where: Where): Promise<Victim> {
  if (ref.ref !== 'service') return await resolveInstance(ref, where)
  const { services } = where.stage.target
  if (services?.names.includes(ref.name)) return await services.seen(ref.name)
  throw new FiredrillError('drill-invalid', `The target has no service "${ref.name}" that can be lost.`, {
    hint: `It has ${services?.names.join(', ') || 'none'}: those that it starts itself.`,
  })
}

export async function instanceNames(ref: InstancesRef, stage: Stage): Promise<string[]> {
  if (ref.ref === 'named') return ref.names
  return (await stage.target.instances()).map(({ name }) => name).toSorted()
}

/** Null: nobody serves the release. */
async function nameOf(
  ref: InstanceRef,
  instances: readonly Instance[],
  { stage, loops }: Where,
): Promise<string | null> {
  switch (ref.ref) {
    case 'named':
      return ref.name
    case 'it':
      return loops[ref.loop] ?? ''
    case 'victim':
      return stage.injected.at(-1)?.intent.victim.name ?? ''
    case 'any':
      return pick(instances.filter(isUp), stage)?.name ?? ''
    case 'serving': {
      const { version } = await stage.releases.resolve(ref.release)
      const serving = instances.filter((each) => isUp(each) && each.release?.version === version)
      return pick(serving, stage)?.name ?? null
    }
  }
}

async function nobody(ref: InstanceRef, all: readonly Instance[], { stage }: Where): Promise<NobodyNow> {
  const version = ref.ref === 'serving' ? (await stage.releases.resolve(ref.release)).version : ref.ref
  return new NobodyNow('drill-invalid', `No instance serves ${version} now.`, {
    hint: `They say: ${all.map(({ name, release }) => `${name} ${release?.version ?? 'nothing'}`).join(', ')}.`,
  })
}

/** By name, so that the order of observation does not decide. */
function pick(candidates: Instance[], stage: Stage): Instance | undefined {
  return candidates.toSorted(byName)[Math.floor(stage.random() * candidates.length)]
}

/** Only what is up can be lost. */
function isUp({ identity }: Instance): boolean {
  return identity !== null
}

function byName(a: Instance, b: Instance): number {
  return a.name.localeCompare(b.name)
}

function named(name: string | null, instances: readonly Instance[]): Instance {
  const found = instances.find((instance) => instance.name === name)
  if (found) return found
  throw new FiredrillError('drill-invalid', `The target has no instance "${name}".`, {
    hint: `It has ${instances.map((instance) => instance.name).join(', ')}.`,
  })
}
