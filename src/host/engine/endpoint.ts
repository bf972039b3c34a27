/** Which engine the user's docker command would speak to, and why. */
import { join } from 'node:path'
import { FiredrillError, messageOf } from '../../errors.ts'
import type { Host } from '../host.ts'
import { withWholePaths } from './docker-paths.ts'
import type { Endpoint } from './engine.ts'

export interface FoundEndpoint extends Endpoint {
  /** Where it was found, for a person: `DOCKER_HOST`, `docker context "staging"`. */
  source: string
  /** The context that it is of, by the docker command's own name; null: it is not of one. */
  context: string | null
}

type Needs = Pick<Host, 'env' | 'files' | 'processes'>

const DEFAULT_URL = 'unix:///var/run/docker.sock'
const TIMEOUT_MS = 10_000

/**
 * As the docker command decides: the named context, DOCKER_HOST, DOCKER_CONTEXT, its current context; where there is
 * no docker command, its default. Connects to nothing. Throws `tool-missing` where only the command could tell, and
 * `config-invalid` for a context that it does not know.
 */
export async function findEndpoint(given: Needs, options: { context?: string } = {}): Promise<FoundEndpoint> {
  const host = { ...given, env: withWholePaths(given.env) }
  const { DOCKER_HOST: named, DOCKER_CONTEXT: byEnv } = host.env
  if (options.context !== undefined) {
    return await ofContext(host, options.context, `docker context "${options.context}"`)
  }
  if (named)
    return { url: withScheme(named), tls: tlsOfEnv(host.env, named), source: 'DOCKER_HOST', context: null }
  if (byEnv) return await ofContext(host, byEnv, `DOCKER_CONTEXT, docker context "${byEnv}"`)
  return await ofContext(host, null, null).catch((error: unknown) => {
    if (!(error instanceof FiredrillError) || error.code !== 'tool-missing') throw error
    return { url: DEFAULT_URL, tls: null, source: 'the default; there is no docker command', context: null }
  })
}

/** A context, or the current one, asked from the command itself: where it keeps them is its own affair. */
async function ofContext(host: Needs, name: string | null, source: string | null): Promise<FoundEndpoint> {
  const argv = ['docker', 'context', 'inspect', ...(name === null ? [] : [name])]
  const { exitCode, stdout, stderr } = await host.processes.run(argv, {
    readsOnly: true,
    cwd: '/',
    env: host.env,
    timeoutMs: TIMEOUT_MS,
  })
  const context = exitCode === 0 ? contextIn(stdout) : null
  const url = context?.Endpoints?.docker?.Host
  if (!context || !url) throw unknownContext(name, stderr.trim() || stdout.trim())
  const { Name } = context
  return { url, tls: tlsOfContext(context), source: source ?? `docker context "${Name}"`, context: Name }
}

interface Context {
  Name: string
  Endpoints?: { docker?: { Host?: string; SkipTLSVerify?: boolean } }
  /** File names, by endpoint. */
  TLSMaterial?: { docker?: readonly string[] }
  Storage?: { TLSPath?: string }
}

function contextIn(text: string): Context | null {
  try {
    const [context = null] = JSON.parse(text) as Context[]
    return context
  } catch (error) {
    throw unknownContext(null, messageOf(error))
  }
}

function tlsOfContext({ TLSMaterial, Storage, Endpoints }: Context): Endpoint['tls'] {
  if (!Storage?.TLSPath || (TLSMaterial?.docker ?? []).length === 0) return null
  return { dir: join(Storage.TLSPath, 'docker'), verify: Endpoints?.docker?.SkipTLSVerify !== true }
}

/** As the docker command does: an empty DOCKER_TLS_VERIFY is none, any other is one, "0" among them. */
function tlsOfEnv(env: Host['env'], url: string): Endpoint['tls'] {
  const verify = Boolean(env.DOCKER_TLS_VERIFY)
  if (url.startsWith('unix:') || !(verify || env.DOCKER_TLS)) return null
  const own = env.DOCKER_CONFIG || join(env.HOME ?? '/', '.docker')
  return { dir: env.DOCKER_CERT_PATH || own, verify }
}

/** The command takes `127.0.0.1:2375` as well. */
function withScheme(named: string): string {
  return named.includes('://') ? named : `tcp://${named}`
}

function unknownContext(name: string | null, words: string): FiredrillError {
  const which = name === null ? 'its current context' : `the context "${name}"`
  return new FiredrillError('config-invalid', `The docker command does not know ${which}: ${words}`, {
    hint: 'See `docker context ls`.',
  })
}
