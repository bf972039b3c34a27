/** The Compose target: an app of containers, from the user's own Compose files. Nothing in it knows any particular app. */
import { dirname } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import { findEndpoint } from '../../host/engine/endpoint.ts'
import { engineEnvironment, environmentOn } from '../app/environment.ts'
import { createRedact } from '../app/redact.ts'
import { strategyOf } from '../app/strategy.ts'
import { sabotage } from '../sabotage/map.ts'
import type { CapabilityName, RunningTarget, Target, TargetContext } from '../target.ts'
import { checkCompose, projectRefusals, readProject } from './check.ts'
import { overridePath, writtenFiles } from './compose-env.ts'
import { createContainers } from './containers.ts'
import { crashWaysOf } from './crash.ts'
import { followEvents } from './events.ts'
import { examine } from './examine.ts'
import { createExistingTarget } from './existing/existing-target.ts'
import { explainProject } from './explain-project.ts'
import { furtherOf } from './further.ts'
import { leaseSettings } from './lease-options.ts'
import { linkServices, linksOfInstance, TOXIPROXY_IMAGE } from './link-proxy.ts'
import { linksOf } from './links.ts'
import { followLogs } from './logs.ts'
import { type ComposeOptions, parseComposeOptions } from './options.ts'
import { overrideOf } from './override.ts'
import { serviceNamesOf } from './places.ts'
import { plannedCommands } from './planned.ts'
import { choosePorts, publishOf } from './ports.ts'
import { createReleases } from './release.ts'
import { createRunning } from './running.ts'
import { coveredBy, createFleet, endpointData, type Runtime } from './runtime.ts'
import { startAll } from './start.ts'
import { projectName, type Surroundings } from './surroundings.ts'
import { usable } from './usable.ts'

export interface ComposeTargetSettings {
  /** The project's root, absolute: relative paths of the options begin there. */
  root: string
  /** Values that are never shown: those that `env('X')` stood for. */
  secrets?: readonly string[]
  /** Where in the configuration the options are, for messages. */
  at?: string
}

/** Throws `config-invalid` for options that make no sense, with the path of each. Starts nothing. */
export function createComposeTarget(options: unknown, settings: ComposeTargetSettings): Target {
  if (isExisting(options)) return createExistingTarget(options, settings)
  const parsed = parseComposeOptions(options, settings.at)
  const written = typeof options === 'object' && options !== null ? options : {}
  const target = plainTarget(parsed, written, settings)
  return sabotage(target, parsed.sabotage)
}

function isExisting(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'manage' in options
}

function plainTarget(options: ComposeOptions, written: object, settings: ComposeTargetSettings): Target {
  const { root, secrets = [] } = settings
  const all = [...new Set([...secrets, ...options.secrets])]
  const redact = createRedact(all)
  return {
    kind: 'compose',
    capabilities: capabilitiesOf(options),
    instanceNames: options.instances,
    // A project, a network and ports of its own: nothing is shared with another run.
    lockIdentity: null,
    strategy: strategyOf(options),
    canRoute: options.edge.route !== undefined,
    services: Object.keys(options.services),
    links: Object.keys(options.services),
    releases: options.release
      ? { current: options.release.current, next: options.release.next ?? null }
      : null,
    crashWays: crashWaysOf(options),
    commands: plannedCommands(options, root, redact),
    explain: (host) => explainProject(options, written, root, host),
    examine: (host) => examine(options, root, host),
    usable: (host) => usable(options, root, host),
    check: (host, versions) => checkCompose(options, root, host, { at: settings.at, versions }),
    start: (context) => start(options, root, all, context),
  }
}

function capabilitiesOf({ release, migrations, services, edge }: ComposeOptions): CapabilityName[] {
  return [
    ...(['lifecycle', 'suspend', 'network', 'resources', 'storage', 'crash', 'logs'] as const),
    ...(release ? (['deploy', 'trial'] as const) : []),
    ...(migrations ? (['migrations'] as const) : []),
    ...(Object.keys(services).length > 0 ? (['services', 'links'] as const) : []),
    ...(edge.accessLog ? (['traffic'] as const) : []),
  ]
}

async function start(
  options: ComposeOptions,
  root: string,
  secrets: readonly string[],
  context: TargetContext,
): Promise<RunningTarget> {
  const { host, run, stateDir: state, logsDir: logs, record = dirname(logs) } = context
  const name = projectName(run)
  const read = await readProject(options, root, host, name)
  const refusal = 'refusal' in read ? read.refusal : projectRefusals(options, read.project)[0]
  if ('refusal' in read || refusal)
    throw new FiredrillError('plan-refused', refusal?.reason ?? '', { hint: refusal?.hint ?? '' })
  const { project } = read
  const { links = [] } = context
  const ports = await choosePorts(options, host.net, links)
  const files = [...writtenFiles(options, root), overridePath(state)]
  const around: Surroundings = { options, project, files, ports, links, root, state, logs, record, run }
  const found = await findEndpoint(host)
  const engine = host.engines.open(found)
  const images = serviceNamesOf(options, options.instances).flatMap(
    (each) => project.services[each]?.image ?? [],
  )
  await context.lease?.({ endpoint: engine.endpoint, images, ...leaseSettings(options.lease) })
  const runtime: Runtime = {
    context,
    redact: createRedact(secrets),
    baseEnv: environmentOn(engineEnvironment(host.env, found.context), host.env, options.inheritEnv),
    engine,
    containers: createContainers(engine, name, options),
    ends: [],
    secrets,
    fleet: createFleet(options.instances),
    undoOf: coveredBy(name),
    dockerEnv: {},
  }
  const image = options.linkImage ?? host.env.TOXIPROXY_IMAGE ?? TOXIPROXY_IMAGE
  const interposed = {
    services: linkServices(project, options, links, image),
    instances: serviceNamesOf(options, [...options.instances, ...furtherOf(options)]),
    links: linksOfInstance(links),
  }
  const override = JSON.stringify(
    overrideOf(project, around, publishOf(options, ports, links), interposed),
    null,
    2,
  )
  // On disk before anything is made, so that whatever comes of it is removed by the project's name and label.
  const undo = { kind: 'remove-project', args: { endpoint: endpointData(engine), project: name, run } }
  await context.change({ what: `make the project ${name}`, undo }, () =>
    host.files.writeAtomic(overridePath(state), override),
  )
  const releases = createReleases(around, runtime)
  if (options.release) await releases.find(options.release.current)
  const logFollowing = followLogs(around, runtime)
  const events = await followEvents(around, runtime, logFollowing)
  const followings = { logs: logFollowing, events }
  try {
    await startAll(around, runtime)
  } catch (error) {
    await events.stop()
    await logFollowing.stop()
    throw error
  }
  return createRunning(around, runtime, releases, followings, await linksOf(around, runtime))
}
