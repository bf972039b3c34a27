/** The `docker compose` commands that a person would type, one function each. */
import { join } from 'node:path'
import { durationMs } from '../../units.ts'
import type { OneCommand } from '../app/command.ts'
import { composeEnv } from './compose-env.ts'
import { isReplica, serviceNamesOf } from './places.ts'
import type { Surroundings } from './surroundings.ts'

/** Pulling an image takes its time. */
const MORE_MS = 300_000

export interface UpOptions {
  version?: string | undefined
  /**
   * False: not until each is healthy by its own check, which an engine makes for the first time after a whole interval.
   * For what firedrill asks itself, as soon as it is there.
   */
  wait?: boolean
}

/** Brings instances and services up, recreating what differs; a scaled service with all its replicas. */
export function upCommand(
  around: Surroundings,
  names: readonly string[],
  { version, wait: isWaiting = true }: UpOptions = {},
): OneCommand {
  const limitMs = durationMs(around.options.readyTimeout)
  const { options } = around
  const services = serviceNamesOf(options, names)
  const scale = names.some((name) => isReplica(options, name)) ? scaleWords(options) : []
  const wait = isWaiting ? ['--wait', '--wait-timeout', String(Math.ceil(limitMs / 1000))] : []
  return {
    what: `bring up ${names.join(', ')}${version === undefined ? '' : ` with ${version}`}`,
    argv: ['docker', 'compose', 'up', '--detach', '--no-deps', ...scale, ...wait, ...services],
    cwd: around.root,
    env: composeEnv(around, version),
    timeoutMs: limitMs + MORE_MS,
    log: join(around.logs, 'compose.log'),
  }
}

/**
 * Makes one container more of the scaled service, with this release, and touches none that is there: not recreated, as
 * a plain `up` would do with all of them at once, nor started where it is down.
 */
export function scaleUpCommand(around: Surroundings, count: number, version: string): OneCommand {
  const { options } = around
  const service = options.scaled?.service ?? ''
  const scale = ['--scale', `${service}=${count}`]
  return {
    what: `make a further ${service} with ${version}`,
    argv: ['docker', 'compose', 'up', '--no-start', '--no-deps', '--no-recreate', ...scale, service],
    cwd: around.root,
    env: composeEnv(around, version),
    timeoutMs: durationMs(options.readyTimeout) + MORE_MS,
    log: join(around.logs, 'compose.log'),
  }
}

function scaleWords({ scaled }: Surroundings['options']): string[] {
  return scaled === null ? [] : ['--scale', `${scaled.service}=${scaled.count}`]
}
