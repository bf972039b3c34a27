/** The process target: an app of processes on this machine. Nothing in it knows any particular app. */
import { FiredrillError } from '../../errors.ts'
import { baseEnvironment } from '../app/environment.ts'
import { createRedact } from '../app/redact.ts'
import { strategyOf } from '../app/strategy.ts'
import { sabotage } from '../sabotage/map.ts'
import type { CapabilityName, Target } from '../target.ts'
import { hasBuiltInEdge } from './built-in-edge.ts'
import { checkOptions, edgeMissing } from './check.ts'
import { crashWaysOf } from './crash.ts'
import { explainOptions } from './explain.ts'
import { instanceNames } from './option-rules.ts'
import { type ProcessOptions, parseProcessOptions } from './options.ts'
import { plannedCommands } from './planned.ts'
import { choosePorts, fixedPorts } from './ports.ts'
import { createRunning } from './running.ts'
import type { Runtime } from './runtime.ts'
import { startParts } from './start.ts'

export interface ProcessTargetSettings {
  /** The project's root, absolute: relative paths of the options begin there. */
  root: string
  /** Values that are never shown: those that `env('X')` stood for. */
  secrets?: readonly string[]
  /** Where in the configuration the options are, for messages. */
  at?: string
}

/** Throws `config-invalid` for options that make no sense, with the path of each. Starts nothing. */
export function createProcessTarget(options: unknown, settings: ProcessTargetSettings): Target {
  const parsed = parseProcessOptions(options, settings.at)
  const written = typeof options === 'object' && options !== null ? options : {}
  const target = plainTarget(parsed, written, settings)
  return sabotage(target, parsed.sabotage)
}

function plainTarget(
  options: ProcessOptions,
  written: object,
  { root, secrets = [] }: ProcessTargetSettings,
): Target {
  return {
    kind: 'process',
    capabilities: capabilitiesOf(options),
    instanceNames: instanceNames(options),
    lockIdentity: lockIdentityOf(options),
    ...(options.edge?.url === undefined ? {} : { edgeUrl: options.edge.url }),
    strategy: strategyOf(options),
    canRoute: options.edge?.route !== undefined,
    ...(hasBuiltInEdge(written) ? { edgeIsBuiltIn: true as const } : {}),
    links: [],
    services: started(options),
    releases: releasesOf(options),
    crashWays: crashWaysOf(options),
    commands: plannedCommands(options, root, createRedact([...secrets, ...options.secrets])),
    explain: async () => explainOptions(options, written),
    examine: async () => [],
    usable: async () => ({ yes: true, why: 'it needs no container engine' }),
    check: (host, versions) => checkOptions(options, root, host, versions),
    async start(context) {
      const [refusal] = edgeMissing(options)
      if (refusal) throw new FiredrillError('plan-refused', refusal.reason, { hint: refusal.hint })
      const { host, run, stateDir: state, logsDir: logs } = context
      const ports = await choosePorts(options, host.net)
      const around = { options, ports, root, state, logs, run }
      const baseEnv = baseEnvironment(host.env, options.inheritEnv)
      const all = [...new Set([...secrets, ...options.secrets])]
      const runtime: Runtime = {
        context,
        redact: createRedact(all),
        baseEnv,
        ends: [],
        secrets: all,
        artifacts: new Set(),
      }
      return createRunning(around, runtime, await startParts(around, runtime))
    },
  }
}

function capabilitiesOf(options: ProcessOptions): CapabilityName[] {
  const { edge, release, migrations } = options
  return [
    ...(['lifecycle', 'suspend', 'crash', 'trial', 'logs'] as const),
    ...(release ? (['deploy'] as const) : []),
    ...(migrations ? (['migrations'] as const) : []),
    ...(started(options).length > 0 ? (['services'] as const) : []),
    ...(edge?.accessLog ? (['traffic'] as const) : []),
  ]
}

/** One that is there already is not ours to take away. */
function started({ services }: ProcessOptions): string[] {
  return Object.keys(services).filter((name) => services[name]?.run !== undefined)
}

function releasesOf({ release }: ProcessOptions): Target['releases'] {
  return release ? { current: release.current, next: release.next ?? null } : null
}

/** What two runs would share: fixed ports, an edge that is there, services that are there. Passwords are left out. */
function lockIdentityOf(options: ProcessOptions): string | null {
  const shared = fixedPorts(options).map(({ port }) => `127.0.0.1:${port}`)
  if (options.edge?.url !== undefined && options.edge.run === undefined) shared.push(place(options.edge.url))
  for (const { external } of Object.values(options.services))
    if (external !== undefined) shared.push(place(external))
  return shared.length === 0 ? null : `process ${[...new Set(shared)].toSorted().join(' ')}`
}

function place(address: string): string {
  if (!URL.canParse(address)) return address
  const { protocol, host, pathname } = new URL(address)
  return `${protocol}//${host}${pathname}`
}
