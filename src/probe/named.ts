/** Named probes of the configuration: something of the system that is looked at again and again while a drill runs. */
import { FiredrillError, messageOf } from '../errors.ts'
import type { Host, RunOptions } from '../host/host.ts'

interface Common {
  intervalMs: number
  timeoutMs: number
}

/**
 * `http`: the value at `json` (`jobs.waiting`, `items.0.id`) of the answer's body, which must then be a number, a text
 * or a boolean; without `json`, whether the status is `expectStatus`; without either, the status itself.
 * With both, any other status is an error.
 */
export interface HttpProbe extends Common {
  kind: 'http'
  /** May hold variables of the target: `{edge}/health`. */
  url: string
  expectStatus?: number
  json?: string
}

/**
 * `command`: what it prints, as a number or boolean where it reads as one. One that prints nothing is `true` for
 * exit code 0 and `false` for 1 (as `test` and `grep -q`); any other failure is an error.
 */
export interface CommandProbe extends Common {
  kind: 'command'
  argv: readonly string[]
  /** Absolute. */
  cwd: string
  env?: Readonly<Record<string, string>>
}

export type NamedProbe = HttpProbe | CommandProbe
export type ProbeValue = number | string | boolean

export interface Observation {
  /** Null when nothing could be seen. */
  value: ProbeValue | null
  error: string | null
  tookMs: number
}

const MAX_TEXT = 1000

/** By what a command can be ended: the mark that it carries, and a signal that ends it at once. */
type EndedBy = Pick<RunOptions, 'mark' | 'signal'>

/** Looks once. Never rejects: what hindered it is in `error`. */
export async function observe(
  host: Host,
  probe: NamedProbe,
  variables: Readonly<Record<string, string>>,
  endedBy: EndedBy,
): Promise<Observation> {
  const startMs = host.clock.monoMs()
  const tookMs = (): number => Math.round((host.clock.monoMs() - startMs) * 1000) / 1000
  try {
    const value = await (probe.kind === 'http'
      ? ask(host, probe, variables)
      : run(host, probe, variables, endedBy))
    return { value, error: null, tookMs: tookMs() }
  } catch (error) {
    return { value: null, error: messageOf(error), tookMs: tookMs() }
  }
}

async function ask(
  host: Host,
  probe: HttpProbe,
  variables: Readonly<Record<string, string>>,
): Promise<ProbeValue> {
  const { status, body, error } = await host.net.request(expanded(probe.url, variables), {
    timeoutMs: probe.timeoutMs,
  })
  if (error !== null || status === null) throw failure(error ?? 'no answer')
  if (probe.json === undefined)
    return probe.expectStatus === undefined ? status : status === probe.expectStatus
  if (probe.expectStatus !== undefined && status !== probe.expectStatus)
    throw failure(`the status is ${status}`)
  return valueAt(parsed(body), probe.json)
}

async function run(
  host: Host,
  probe: CommandProbe,
  variables: Readonly<Record<string, string>>,
  endedBy: EndedBy,
): Promise<ProbeValue> {
  const argv = probe.argv.map((part) => expanded(part, variables))
  const { exitCode, signal, stdout, stderr, timedOut } = await host.processes.run(argv, {
    cwd: probe.cwd,
    timeoutMs: probe.timeoutMs,
    ...endedBy,
    ...(probe.env ? { env: { ...host.env, ...probe.env } } : {}),
  })
  if (timedOut) throw failure('timeout')
  const printed = stdout.trim().slice(0, MAX_TEXT)
  if (exitCode === 0) return printed === '' ? true : read(printed)
  if (exitCode === 1 && printed === '' && stderr.trim() === '') return false
  const last = stderr.trim().split('\n').at(-1) ?? ''
  throw failure(`${signal ?? `exit code ${exitCode}`}${last === '' ? '' : `: ${last}`}`)
}

function read(printed: string): ProbeValue {
  if (printed === 'true' || printed === 'false') return printed === 'true'
  const isNumber = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(printed) && Number.isFinite(Number(printed))
  return isNumber ? Number(printed) : printed
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (error) {
    throw failure(`the body is not JSON: ${messageOf(error)}`)
  }
}

function valueAt(body: unknown, path: string): ProbeValue {
  let value = body
  for (const key of path.split('.')) {
    const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    if (!inside) throw failure(`the body has nothing at ${path}`)
    value = (value as Record<string, unknown>)[key]
  }
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw failure(`what is at ${path} is no number, text or boolean`)
}

function expanded(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\{([A-Za-z][\w.-]*)\}/g, (written, name: string) => {
    if (Object.hasOwn(variables, name)) return variables[name] ?? ''
    throw failure(`${written} is not known; known are ${Object.keys(variables).join(', ')}`)
  })
}

function failure(message: string): FiredrillError {
  return new FiredrillError('probe-failed', message, { hint: 'Look at the probe in firedrill.config.ts.' })
}
