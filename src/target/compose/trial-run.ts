/** The one-off container of a trial: a release with another environment, beside the instances and away from users. */
import { join } from 'node:path'
import type { OneCommand } from '../app/command.ts'
import type { TrialChange } from '../target.ts'
import { composeEnv } from './compose-env.ts'
import { serviceNameOf } from './places.ts'
import type { Surroundings } from './surroundings.ts'

const RUN_LIMIT_MS = 60_000

export interface Place {
  /** `trial-1`. */
  name: string
  container: string
  /** Of this machine's loopback. */
  port: number
  /** The file that leaves variables out; null where none is to be left out. */
  override: string | null
}

export function trialPlace(
  { project, state }: Surroundings,
  n: number,
  port: number,
  leaves: boolean,
): Place {
  const name = `trial-${n}`
  return {
    name,
    container: `${project.name}-${name}`,
    port,
    override: leaves ? join(state, `compose.${name}.json`) : null,
  }
}

/** It is started as the first instance would be, by no name that the edge asks for. */
export function trialCommand(
  around: Surroundings,
  place: Place,
  version: string,
  change: TrialChange,
): OneCommand {
  const { options, root, logs, files } = around
  const { name, container, port, override } = place
  const given = Object.entries(change.set).flatMap(([key, value]) => ['--env', `${key}=${value}`])
  const told = change.without.length === 0 ? '' : ` without ${change.without.join(', ')}`
  const own = override === null ? around : { ...around, files: [...files, override] }
  const env = Object.entries(composeEnv(own, version)).filter(([key]) => !change.without.includes(key))
  return {
    what: `start ${name} of ${version}${told}`,
    argv: [
      ...['docker', 'compose', 'run', '--detach', '--no-deps', '-T', '--name', container],
      ...['--publish', `127.0.0.1:${port}:${options.port}`, ...given, firstOf(options)],
    ],
    cwd: root,
    env: Object.fromEntries(env),
    timeoutMs: RUN_LIMIT_MS,
    log: join(logs, 'compose.log'),
  }
}

/** The service of the first instance. */
function firstOf(options: Surroundings['options']): string {
  return serviceNameOf(options, options.instances[0] ?? '')
}

/**
 * A variable without a value is taken from the environment of `docker compose`; where that has none, the container has
 * none, though the image or another file gave it one.
 */
export function leavesOut({ options }: Surroundings, without: readonly string[]): string {
  const environment = Object.fromEntries(without.map((name) => [name, null]))
  return JSON.stringify({ services: { [firstOf(options)]: { environment } } })
}
