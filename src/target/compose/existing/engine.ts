/** Which engine an existing project is on, and what a person's docker command has to be told to speak to the same one. */
import { findEndpoint } from '../../../host/engine/endpoint.ts'
import type { Engine } from '../../../host/engine/engine.ts'
import type { Host } from '../../../host/host.ts'
import type { ExistingOptions } from './options.ts'

/** Connects to nothing yet. Throws `config-invalid` for a context that nobody knows. */
export async function openEngine({ context, host: named }: ExistingOptions, host: Host): Promise<Engine> {
  const env = named === undefined ? host.env : { ...host.env, DOCKER_HOST: named }
  const found = await findEndpoint({ ...host, env }, context === undefined ? {} : { context })
  return host.engines.open({ url: found.url, tls: found.tls })
}

/** For the commands that are shown, and for the user's own: they must not work on another engine. */
export function dockerEnv({ context, host }: ExistingOptions): Record<string, string> {
  if (host !== undefined) return { DOCKER_HOST: host }
  return context === undefined ? {} : { DOCKER_CONTEXT: context }
}
