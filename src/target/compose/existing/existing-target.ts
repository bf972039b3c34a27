/**
 * A project that runs already, such as staging: it is neither started nor taken away. What is done to it is done by its
 * engine, to the containers of the services that the configuration names, and taken back by the containers' ids.
 */
import { createRedact } from '../../app/redact.ts'
import { strategyOf } from '../../app/strategy.ts'
import { sabotageFaults } from '../../sabotage/noop-fault.ts'
import type { CapabilityName, Target } from '../../target.ts'
import type { ComposeTargetSettings } from '../compose-target.ts'
import { crashWaysOf } from '../crash.ts'
import { checkExisting, examineExisting } from './check.ts'
import { openEngine } from './engine.ts'
import { explainExisting } from './explain.ts'
import { joinProject } from './join.ts'
import { type ExistingOptions, parseExistingOptions, shippable } from './options.ts'
import { plannedExisting } from './planned.ts'
import { lookAtProject, touchedOf } from './seen.ts'

/** Throws `config-invalid` for options that make no sense, with the path of each. Asks no engine. */
export function createExistingTarget(options: unknown, settings: ComposeTargetSettings): Target {
  const parsed = parseExistingOptions(options, settings.at)
  const written = typeof options === 'object' && options !== null ? options : {}
  const target = plainTarget(parsed, written, settings)
  return parsed.sabotage === 'noop-fault' ? sabotageFaults(target) : target
}

function plainTarget(options: ExistingOptions, written: object, settings: ComposeTargetSettings): Target {
  const { root, secrets = [] } = settings
  const all = [...new Set([...secrets, ...options.secrets])]
  const compose = shippable(options)
  return {
    kind: 'compose',
    capabilities: capabilitiesOf(options),
    instanceNames: options.instances,
    async lockIdentity(host) {
      const { endpoint } = await openEngine(options, host)
      return `project ${options.project} on ${endpoint.url}`
    },
    async touches(host) {
      const engine = await openEngine(options, host)
      return touchedOf(options, engine, await lookAtProject(options, engine))
    },
    ...(options.edge.url === undefined ? {} : { edgeUrl: options.edge.url }),
    strategy: strategyOf(compose),
    canRoute: false,
    services: Object.keys(options.services),
    // A link of the run's own would have to stand in the project's network.
    links: [],
    releases: compose.release
      ? { current: compose.release.current, next: compose.release.next ?? null }
      : null,
    crashWays: crashWaysOf(compose),
    ...(compose.migrations && compose.migrations.down === undefined ? { noWayBack: true as const } : {}),
    commands: plannedExisting(options, root, createRedact(all)),
    explain: async () => explainExisting(options, written),
    examine: (host) => examineExisting(options, host),
    check: (host) => checkExisting(options, host),
    // What is somebody's staging is drilled on when it is named, never because it is there.
    usable: async () => ({ yes: false, why: 'a project that runs already has to be named' }),
    start: (context) => joinProject(options, root, all, context),
  }
}

function capabilitiesOf(options: ExistingOptions): CapabilityName[] {
  const { release, migrations, services, edge } = shippable(options)
  return [
    ...(['lifecycle', 'suspend', 'network', 'resources', 'crash', 'logs'] as const),
    ...(release ? (['deploy'] as const) : []),
    ...(migrations ? (['migrations'] as const) : []),
    ...(Object.keys(services).length > 0 ? (['services'] as const) : []),
    ...(edge.accessLog ? (['traffic'] as const) : []),
  ]
}
