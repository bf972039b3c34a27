/** What a child process inherits: what programs need in order to run at all, and nothing that could be a secret. */
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

export function baseEnvironment(env: Host['env'], further: readonly string[]): Record<string, string> {
  const names = Object.keys(env).filter(
    (name) => INHERITED.includes(name) || name.startsWith('LC_') || further.includes(name),
  )
  return Object.fromEntries(names.map((name) => [name, env[name] ?? '']))
}
