/** What the drill's symbolic references mean in this run: decided by the seed, observed afresh. */

import type { InstanceRef, InstancesRef } from '../drill/model.ts'
import { FiredrillError } from '../errors.ts'
import type { Instance } from '../target/target.ts'
import type { Stage } from './stage.ts'
import type { StepContext } from './steps/step.ts'

export async function resolveInstance(
  ref: InstanceRef,
  { stage, loops }: Pick<StepContext, 'stage' | 'loops'>,
): Promise<Instance> {
  const instances = await stage.target.instances()
  stage.journal.write({ type: 'instances', instances, why: 'a step names one' })
  const name = nameOf(ref, instances, stage, loops)
  const found = instances.find((instance) => instance.name === name)
  if (found) return found
  throw new FiredrillError('drill-invalid', `The target has no instance "${name}".`, {
    hint: `It has ${instances.map((instance) => instance.name).join(', ')}.`,
  })
}

function nameOf(
  ref: InstanceRef,
  instances: Instance[],
  stage: Stage,
  loops: Readonly<Record<string, string>>,
): string {
  switch (ref.ref) {
    case 'named':
      return ref.name
    case 'it':
      return loops[ref.loop] ?? ''
    case 'victim':
      return stage.injected.at(-1)?.intent.victim.name ?? ''
    case 'any': {
      // Only what is up can be lost; by name, so that the order of observation does not decide.
      const up = instances
        .filter(({ identity }) => identity !== null)
        .toSorted((a, b) => a.name.localeCompare(b.name))
      return up[Math.floor(stage.random() * up.length)]?.name ?? ''
    }
  }
}

export async function instanceNames(ref: InstancesRef, stage: Stage): Promise<string[]> {
  if (ref.ref === 'named') return ref.names
  return (await stage.target.instances()).map(({ name }) => name).toSorted()
}
