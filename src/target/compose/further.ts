/** Instances that a rollout starts beside the others: services of the user's Compose files, behind a profile. */
import { furtherInstances } from '../app/further-instances.ts'
import { strategyOf } from '../app/strategy.ts'
import { dockerCommand } from './hit.ts'
import type { ComposeOptions } from './options.ts'
import type { Runtime } from './runtime.ts'
import { stopService } from './stop.ts'
import type { Surroundings } from './surroundings.ts'

/** Their names, by the strategy. */
export function furtherOf(options: ComposeOptions): string[] {
  return furtherInstances(strategyOf(options), options.instances)
}

/** `bring`: puts the release on it and waits until it is ready. One that does not come up is no more. */
export async function addInstance(
  name: string,
  around: Surroundings,
  runtime: Runtime,
  bring: () => Promise<void>,
): Promise<void> {
  const { fleet } = runtime
  if (!fleet.all.includes(name)) fleet.all = [...fleet.all, name]
  try {
    await bring()
  } catch (error) {
    await removeInstance(name, around, runtime)
    throw error
  }
}

/** Gracefully; its container goes too. */
export async function removeInstance(name: string, around: Surroundings, runtime: Runtime): Promise<void> {
  const { fleet, containers, engine, context, undoOf, dockerEnv } = runtime
  fleet.asked.add(name)
  await stopService(name, around, runtime)
  const container = await containers.of(name)
  if (container !== null) {
    const intent = {
      what: `remove ${name}`,
      undo: undoOf('end', name, container),
      command: dockerCommand(['rm', '--volumes', container.name], context.root, dockerEnv),
    }
    await context.change(intent, () => engine.remove(container.id))
  }
  fleet.all = fleet.all.filter((each) => each !== name)
  fleet.asked.delete(name)
  fleet.runs.delete(name)
}
