/** Which Compose the docker command has: it takes version 2 or newer. */

import type { Host } from '../../host/host.ts'
import { baseEnvironment, ENGINE_VARIABLES } from '../app/environment.ts'
import type { Refusal } from '../target.ts'

const TIMEOUT_MS = 10_000
const OLDEST = 2
const INSTALL =
  'Install Compose 2 or newer as a plug-in of the docker command: https://docs.docker.com/compose/install/.'

/** Reads only. */
export async function composeVersion(host: Host): Promise<{ version: string } | { refusal: Refusal }> {
  const asked = await ask(['docker', 'compose', 'version', '--short'], host)
  if (asked === null)
    return refusal('There is no docker command.', 'Install Docker, and see that it is on the PATH.')
  if (asked.version !== null)
    return isNewEnough(asked.version) ? { version: asked.version } : old(asked.version)
  const before = (await ask(['docker-compose', 'version', '--short'], host))?.version ?? null
  if (before !== null && !isNewEnough(before)) return old(before)
  return refusal(`The docker command here has no Compose: ${asked.said}`, INSTALL)
}

async function ask(
  argv: readonly string[],
  host: Host,
): Promise<{ version: string | null; said: string } | null> {
  const env = baseEnvironment(host.env, ENGINE_VARIABLES)
  const finished = await host.processes
    .run(argv, { cwd: '/', env, timeoutMs: TIMEOUT_MS, readsOnly: true })
    .catch(() => null)
  if (finished === null) return null
  const { exitCode, stdout, stderr } = finished
  const [version = null] = (exitCode === 0 && /\d+\.\d+(?:\.\d+)?\S*/.exec(stdout)) || []
  const [said = ''] = stderr.trim().split('\n')
  return { version, said }
}

function isNewEnough(version: string): boolean {
  return Number.parseInt(version, 10) >= OLDEST
}

function old(version: string): { refusal: Refusal } {
  return refusal(`Docker Compose ${version} is too old: it takes 2 or newer.`, INSTALL)
}

function refusal(reason: string, hint: string): { refusal: Refusal } {
  return { refusal: { code: 'tool-missing', reason, hint } }
}
