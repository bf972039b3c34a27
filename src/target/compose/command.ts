/** The `docker compose` commands that a person would type, one function each. */
import { join } from 'node:path'
import { durationMs } from '../../units.ts'
import type { OneCommand } from '../app/command.ts'
import { composeEnv } from './compose-env.ts'
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

/** Brings services up, recreating what differs. */
export function upCommand(
  around: Surroundings,
  services: readonly string[],
  { version, wait: isWaiting = true }: UpOptions = {},
): OneCommand {
  const limitMs = durationMs(around.options.readyTimeout)
  const wait = isWaiting ? ['--wait', '--wait-timeout', String(Math.ceil(limitMs / 1000))] : []
  return {
    what: `bring up ${services.join(', ')}${version === undefined ? '' : ` with ${version}`}`,
    argv: ['docker', 'compose', 'up', '--detach', '--no-deps', ...wait, ...services],
    cwd: around.root,
    env: composeEnv(around, version),
    timeoutMs: limitMs + MORE_MS,
    log: join(around.logs, 'compose.log'),
  }
}
