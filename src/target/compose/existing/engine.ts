/** Which engine an existing project is on, and what a person's docker command has to be told to speak to the same one. */
import { findEndpoint } from '../../../host/engine/endpoint.ts'
import type { Engine } from '../../../host/engine/engine.ts'
import type { Host } from '../../../host/host.ts'
import { engineEnvironment } from '../../app/environment.ts'
import type { ExistingOptions } from './options.ts'

/** Connects to nothing yet. Throws `config-invalid` for a context that nobody knows. */
export async function openEngine(options: ExistingOptions, host: Host): Promise<Engine> {
  return (await reachEngine(options, host)).engine
}

/** As `openEngine`; `env` is all by which a docker command speaks to the same one. */
export async function reachEngine(
  options: ExistingOptions,
  host: Host,
): Promise<{ engine: Engine; env: Record<string, string> }> {
  const { context, host: named } = options
  const env = named === undefined ? host.env : { ...host.env, DOCKER_HOST: named }
  const found = await findEndpoint({ ...host, env }, context === undefined ? {} : { context })
  // To the docker command a DOCKER_HOST of the shell counts more than a context.
  const { DOCKER_HOST: _host, DOCKER_CONTEXT: _context, ...settings } = host.env
  const isNamed = named !== undefined || context !== undefined
  return {
    engine: host.engines.open({ url: found.url, tls: found.tls }),
    env: {
      ...engineEnvironment(isNamed ? settings : env, isNamed ? null : found.context),
      ...dockerEnv(options),
    },
  }
}

/** For the commands that are shown, and for the user's own: they must not work on another engine. */
export function dockerEnv({ context, host }: ExistingOptions): Record<string, string> {
  if (host !== undefined) return { DOCKER_HOST: host }
  return context === undefined ? {} : { DOCKER_CONTEXT: context }
}
