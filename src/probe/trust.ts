/** Whom the prober's process trusts with TLS: whom this one does, or every probe of an app with a private CA would fail. */
import { delimiter, resolve } from 'node:path'
import type { Host } from '../host/host.ts'

/** Source: Node's CLI documentation, environment variables and options. */
const VARIABLES = ['NODE_USE_SYSTEM_CA', 'NODE_TLS_REJECT_UNAUTHORIZED']
const FILES = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE']
/** One, or several as in PATH. */
const DIRECTORIES = ['SSL_CERT_DIR']
const FLAGS = ['--use-system-ca', '--use-openssl-ca', '--use-bundled-ca']

/**
 * `flags`: of this process's own command line; `cwd`: where it was started, from which it reads paths. The prober is started
 * elsewhere. Of NODE_OPTIONS no other is passed on: two cannot be inspected at one port.
 */
export function trustOf(
  env: Host['env'],
  flags: readonly string[],
  cwd: string,
): { env: Record<string, string>; flags: string[] } {
  const there = (names: readonly string[], read = (value: string) => value) =>
    names.flatMap((name) => (env[name] === undefined ? [] : [[name, read(env[name])]]))
  const whole = (path: string): string => (path === '' ? '' : resolve(cwd, path))
  const named = [
    ...there(VARIABLES),
    ...there(FILES, whole),
    ...there(DIRECTORIES, (value) => value.split(delimiter).map(whole).join(delimiter)),
  ]
  const given = [...flags, ...(env.NODE_OPTIONS ?? '').split(/\s+/)]
  return { env: Object.fromEntries(named), flags: given.filter((flag) => FLAGS.includes(flag)) }
}
