/** The configuration as everything else uses it: one environment chosen, defaults filled in, units in names. */
import { isAbsolute, join } from 'node:path'
import { parseArgsStringToArgv } from 'string-argv'
import type { CustomIndicator } from '../drill/custom.ts'
import type { Guard } from '../drill/guards/guard.ts'
import { guardOf } from '../drill/guards/read.ts'
import type { JsonObject } from '../drill/model.ts'
import { durationMs, perSecond } from '../units.ts'
import type { WrittenConfig, WrittenLedger, WrittenLoad, WrittenProbe } from './schema.ts'
import type { TargetConfig } from './targets.ts'

export interface Config {
  /** Null: none is configured for this environment. */
  target: TargetConfig | null
  /** Further ones, by name. */
  targets: Readonly<Record<string, TargetConfig>>
  /** Names of `targets`: the first that can be used here, where nothing names one. */
  prefer: readonly string[]
  /** The targets are the chosen environment's own. */
  ofEnvironment: boolean
  /** Names for `--env`. */
  environments: readonly string[]
  loads: Readonly<Record<string, LoadConfig>>
  /** No drill may drive more requests a second in this environment; null: no limit. */
  maxRatePerSecond: number | null
  probes: Readonly<Record<string, NamedProbeConfig>>
  /** Null: what is stored is not asked. */
  ledger: LedgerConfig | null
  prober: { intervalMs: number; timeoutMs: number; path: string | null }
  runbook: RunbookConfig
  warmUpMs: number
  /** Those of the chosen environment among them. */
  guards: readonly Guard[]
  /** Names, addresses and ranges that may be asked beside loopback. */
  allowedHosts: readonly string[]
  /** The chosen environment is marked as production. */
  production: boolean
  /** Absolute. */
  reportsDir: string
  /** Absolute. */
  drillsDir: string
  handlers: Readonly<Record<string, (args: JsonObject) => Promise<unknown>>>
  indicators: Readonly<Record<string, CustomIndicator>>
}

export interface LoadConfig {
  /** Absolute. */
  script: string
  requestTimeoutMs: number
  /** Null: rate × request time limit, at most 2,000. */
  vus: number | null
  env: Readonly<Record<string, string>>
  args: readonly string[]
  /** Are the script's own thresholds judged? */
  thresholds: boolean
}

export type NamedProbeConfig = { intervalMs: number; timeoutMs: number } & (
  | { kind: 'http'; url: string; expectStatus?: number; json?: string }
  | { kind: 'command'; argv: readonly string[]; cwd: string; env?: Readonly<Record<string, string>> }
)

export interface LedgerConfig {
  stored: { timeoutMs: number } & (
    | { kind: 'http'; url: string }
    | { kind: 'command'; argv: readonly string[]; cwd: string; env?: Readonly<Record<string, string>> }
  )
  settleMs: number
}

export interface RunbookConfig {
  /** One line each. */
  tell: readonly string[]
  /** Null: the configuration names none. */
  build: readonly string[] | null
}

/** `root` is the configuration's directory; paths are relative to it. */
export function toConfig(written: WrittenConfig, root: string): Config {
  const { prober } = written
  return {
    target: written.target ?? null,
    targets: written.targets,
    prefer: written.prefer,
    ofEnvironment: written.ofEnvironment === true,
    environments: Object.keys(written.environments),
    loads: mapped(written.loads, (load) => toLoad(load, root)),
    maxRatePerSecond: written.maxRate === undefined ? null : perSecond(written.maxRate),
    probes: mapped(written.probes, (probe) => toProbe(probe, root)),
    ledger: written.ledger === undefined ? null : toLedger(written.ledger, root),
    prober: {
      intervalMs: durationMs(prober.interval),
      timeoutMs: durationMs(prober.timeout),
      path: prober.path ?? null,
    },
    runbook: toRunbook(written.runbook),
    warmUpMs: durationMs(written.warmUp),
    guards: written.guards.map((guard) => guardOf(guard, 'firedrill.config.ts')),
    allowedHosts: written.allowedHosts,
    production: written.production === true,
    reportsDir: absolute(written.reports, root),
    drillsDir: absolute(written.drills, root),
    handlers: mapped(written.handlers, (handler) => toHandler(handler)),
    // The schema checked that it is a function; what it takes is the language's promise.
    indicators: written.indicators as Record<string, CustomIndicator>,
  }
}

function toLoad(load: WrittenLoad, root: string): LoadConfig {
  const { script, requestTimeout, vus, env, args, thresholds } =
    typeof load === 'string' ? { ...LOAD_DEFAULTS, script: load } : { vus: undefined, ...load }
  return {
    script: absolute(script, root),
    requestTimeoutMs: durationMs(requestTimeout),
    vus: vus ?? null,
    env,
    args,
    thresholds,
  }
}

const LOAD_DEFAULTS = {
  requestTimeout: '2s',
  vus: undefined,
  env: {},
  args: [] as string[],
  thresholds: true,
}

function toProbe(probe: WrittenProbe, root: string): NamedProbeConfig {
  const times = { intervalMs: durationMs(probe.every), timeoutMs: durationMs(probe.timeout) }
  if ('http' in probe) {
    const { expectStatus, json } = probe
    return {
      kind: 'http',
      url: probe.http,
      ...times,
      ...(expectStatus === undefined ? {} : { expectStatus }),
      ...(json === undefined ? {} : { json }),
    }
  }
  return { kind: 'command', ...toCommand(probe, root), ...times }
}

function toLedger(ledger: WrittenLedger, root: string): LedgerConfig {
  const settleMs = durationMs(ledger.settle)
  const timeoutMs = durationMs(ledger.timeout)
  if ('http' in ledger) return { stored: { kind: 'http', url: ledger.http, timeoutMs }, settleMs }
  const { argv, cwd, env } = toCommand(ledger, root)
  return { stored: { kind: 'command', argv, cwd, timeoutMs, ...(env ? { env } : {}) }, settleMs }
}

function toRunbook(runbook: WrittenConfig['runbook']): RunbookConfig {
  const { tell = [], build } = runbook ?? {}
  return { tell, build: build === undefined ? null : split(build) }
}

function split(command: string | string[]): readonly string[] {
  return typeof command === 'string' ? parseArgsStringToArgv(command) : command
}

function toCommand(
  {
    command,
    cwd = '.',
    env,
  }: { command: string | string[]; cwd?: string | undefined; env?: Record<string, string> | undefined },
  root: string,
): { argv: readonly string[]; cwd: string; env?: Record<string, string> } {
  return { argv: split(command), cwd: absolute(cwd, root), ...(env ? { env } : {}) }
}

/** A handler may be synchronous. */
function toHandler(handler: (...args: never[]) => unknown): (args: JsonObject) => Promise<unknown> {
  return async (args) => Reflect.apply(handler, undefined, [args])
}

function absolute(path: string, root: string): string {
  return isAbsolute(path) ? path : join(root, path)
}

function mapped<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
}
