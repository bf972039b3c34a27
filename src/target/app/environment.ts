/** What a child process inherits: what programs need in order to run at all, and nothing that could be a secret. */
import { withWholePaths } from '../../host/engine/docker-paths.ts'
import type { Host } from '../../host/host.ts'

const INHERITED = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'TMP',
  'TEMP',
  'XDG_RUNTIME_DIR',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'JAVA_HOME',
  'GOPATH',
  'GOROOT',
  'PYENV_ROOT',
  'RBENV_ROOT',
  'ASDF_DIR',
  'ASDF_DATA_DIR',
  'NVM_DIR',
]

/** Which container engine the docker command speaks to, and as whom. Paths, addresses and names: none is a secret. */
export const ENGINE_VARIABLES: readonly string[] = [
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'DOCKER_CONFIG',
  'DOCKER_TLS',
  'DOCKER_TLS_VERIFY',
  'DOCKER_CERT_PATH',
  'DOCKER_API_VERSION',
]

/** `context`: that of the engine that was found. It is named where nothing else does: the current one may change. */
export function engineEnvironment(given: Host['env'], context: string | null): Record<string, string> {
  const env = withWholePaths(given)
  const set = ENGINE_VARIABLES.flatMap((name): [string, string][] => (env[name] ? [[name, env[name]]] : []))
  const isNamed = env.DOCKER_HOST || env.DOCKER_CONTEXT
  return {
    ...Object.fromEntries(set),
    ...(isNamed || context === null ? {} : { DOCKER_CONTEXT: context }),
  }
}

/** `engine`: what is told about it, and all of it: nothing that was inherited may name another. */
export function environmentOn(
  engine: Readonly<Record<string, string>>,
  env: Host['env'],
  further: readonly string[],
): Record<string, string> {
  const others = Object.entries(env).filter(([name]) => !ENGINE_VARIABLES.includes(name))
  return { ...baseEnvironment(Object.fromEntries(others), further), ...engine }
}

export function baseEnvironment(env: Host['env'], further: readonly string[]): Record<string, string> {
  const names = Object.keys(env).filter(
    (name) => INHERITED.includes(name) || name.startsWith('LC_') || further.includes(name),
  )
  return Object.fromEntries(names.map((name) => [name, env[name] ?? '']))
}
