/** What an engine runs in a container, again and again, to see whether it is healthy. */
export interface HealthCheck {
  argv: readonly string[]
  /** How long it may take, ms. */
  timeoutMs: number
}

/** Docker's own, where nothing is said. Source: its Dockerfile reference, HEALTHCHECK and SHELL. */
const TIMEOUT_MS = 30_000
/** The container's, in it: its check is a line of the user's, and is run as the engine runs it. */
const SHELL = '/bin/sh -c'.split(' ')

interface Config {
  Healthcheck?: { Test?: string[]; Timeout?: number }
  Shell?: string[] | null
}

/** What a container's check runs: `CMD` a program, `CMD-SHELL` a line of its shell. Null: it has none. */
export function healthCheckIn(config: object): HealthCheck | null {
  const { Healthcheck: check, Shell: own } = config as Config
  const [kind, ...words] = check?.Test ?? []
  if (words.length === 0 || (kind !== 'CMD' && kind !== 'CMD-SHELL')) return null
  const argv = kind === 'CMD' ? words : [...(own?.length ? own : SHELL), ...words]
  // In ns; 0: as the engine likes.
  return { argv, timeoutMs: check?.Timeout ? check.Timeout / 1e6 : TIMEOUT_MS }
}
