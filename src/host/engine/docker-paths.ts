import { resolve } from 'node:path'
import type { Host } from '../host.ts'

/** Paths that the docker command reads from where it was started. */
const PATHS: readonly string[] = ['DOCKER_CERT_PATH', 'DOCKER_CONFIG']

/** As they are meant here: the commands of a run, its watchdog and `recover` are started elsewhere. */
export function withWholePaths(env: Host['env'], cwd: string = process.cwd()): Host['env'] {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      value && PATHS.includes(name) ? resolve(cwd, value) : value,
    ]),
  )
}
