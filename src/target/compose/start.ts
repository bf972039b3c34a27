/** Starts everything in order: the release's image, services, preparation, instances side by side, edge. */
import { join } from 'node:path'
import { durationMs } from '../../units.ts'
import { type OneCommand, runCommand } from '../app/command.ts'
import { argvOf, expandAll } from '../app/templates.ts'
import { type UpOptions, upCommand } from './command.ts'
import { composeEnv } from './compose-env.ts'
import { linkOf } from './link-proxy.ts'
import { openLinks } from './links.ts'
import { serviceNamesOf } from './places.ts'
import type { Runtime } from './runtime.ts'
import { startFailure } from './start-failure.ts'
import { type Surroundings, sharedVariables } from './surroundings.ts'
import { waitForEdge, waitForInstance } from './wait.ts'

export async function startAll(around: Surroundings, runtime: Runtime): Promise<void> {
  const { options } = around
  const { signal } = runtime.context
  const services = Object.keys(options.services)
  if (services.length > 0) await bringUp(services, around, runtime, signal)
  if (around.links.length > 0) {
    await bringUp(around.links.map(linkOf), around, runtime, signal, { wait: false })
    await openLinks(around, runtime)
  }
  for (const command of prepareCommands(around)) await runCommand(command, runtime, signal)
  await bringUp(options.instances, around, runtime, signal, { wait: false })
  for (const name of options.instances) await waitForInstance(name, around, runtime, signal)
  const rest = restOf(around)
  if (rest.length > 0) await bringUp(rest, around, runtime, signal)
  await bringUp([options.edge.service], around, runtime, signal, { wait: false })
  await waitForEdge(around, runtime, signal)
}

/** Throws `start-failed` or `never-ready`, with the last lines of the one that did not come up. */
export async function bringUp(
  services: readonly string[],
  around: Surroundings,
  runtime: Runtime,
  signal: AbortSignal,
  how: UpOptions = {},
): Promise<void> {
  try {
    await runCommand(upCommand(around, services, how), runtime, signal)
  } catch (error) {
    throw (await startFailure(services, around, runtime, signal)) ?? error
  }
}

export function prepareCommands(around: Surroundings): OneCommand[] {
  const variables = sharedVariables(around)
  return around.options.prepare.map(({ run, env, timeout }) => {
    const argv = argvOf(run, variables)
    return {
      what: `prepare: ${argv.join(' ')}`,
      argv,
      cwd: around.root,
      env: { ...composeEnv(around), ...expandAll(env, variables) },
      timeoutMs: durationMs(timeout),
      log: join(around.logs, 'prepare.log'),
    }
  })
}

/** Services that a plain `docker compose up` starts, and that the options name nowhere. */
function restOf({ options, project }: Surroundings): string[] {
  const instances = serviceNamesOf(options, options.instances)
  const named = new Set([...instances, ...Object.keys(options.services), options.edge.service])
  return Object.entries(project.services)
    .filter(([name, { profiles }]) => {
      const wanted = profiles.length === 0 || profiles.some((profile) => options.profiles.includes(profile))
      return wanted && !named.has(name)
    })
    .map(([name]) => name)
}
