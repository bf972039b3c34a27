/** Whom the prober's process trusts with TLS: whom this one does, or every probe of an app with a private CA would fail. */
import type { Host } from '../host/host.ts'

/** Source: Node's CLI documentation, environment variables and options. */
const VARIABLES = [
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
]
const FLAGS = ['--use-system-ca', '--use-openssl-ca', '--use-bundled-ca']

/** `flags`: of this process's own command line. Of NODE_OPTIONS no other is passed on: two cannot be inspected at one port. */
export function trustOf(
  env: Host['env'],
  flags: readonly string[],
): { env: Record<string, string>; flags: string[] } {
  const named = VARIABLES.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))
  const given = [...flags, ...(env.NODE_OPTIONS ?? '').split(/\s+/)]
  return { env: Object.fromEntries(named), flags: given.filter((flag) => FLAGS.includes(flag)) }
}
