/** Joins a project that runs already: nothing is started; what is there is read, waited for, and followed. */
import { FiredrillError } from '../../../errors.ts'
import type { Following } from '../../../host/engine/following.ts'
import { hostInUrl } from '../../../host/ipv6.ts'
import { durationMs } from '../../../units.ts'
import { environmentOn } from '../../app/environment.ts'
import { createRedact } from '../../app/redact.ts'
import type { RunningTarget, TargetContext } from '../../target.ts'
import { createContainers } from '../containers.ts'
import { followEvents } from '../events.ts'
import { leaseSettings } from '../lease-options.ts'
import { followLogs, type LogFollowing } from '../logs.ts'
import { labelsOf } from '../places.ts'
import { createRunning, type Followings } from '../running.ts'
import { createFleet, type Runtime } from '../runtime.ts'
import { type Address, loopback, type Surroundings } from '../surroundings.ts'
import { waitForEdge, waitForInstance } from '../wait.ts'
import { machineOf, noting, publishedAt } from './addresses.ts'
import { dockerEnv, reachEngine } from './engine.ts'
import { type ExistingOptions, shippable } from './options.ts'
import { existingReleases } from './releases.ts'
import {
  lookAtProject,
  namedServices,
  projectOf,
  readLines,
  type Seen,
  scaledRefusals,
  seenRefusals,
} from './seen.ts'
import { restoring } from './undo.ts'

/** Starts nothing: resolves once all that is there is seen ready. */
export async function joinProject(
  options: ExistingOptions,
  root: string,
  secrets: readonly string[],
  context: TargetContext,
): Promise<RunningTarget> {
  const { host, stateDir: state, logsDir: logs, run } = context
  const { engine, env: engineEnv } = await reachEngine(options, host)
  const seen = await lookAtProject(options, engine)
  const [refusal] = [...(await scaledRefusals(options, engine)), ...seenRefusals(options, engine, seen)]
  if (refusal) throw new FiredrillError('plan-refused', refusal.reason, { hint: refusal.hint })
  for (const line of readLines(options, engine, seen)) context.progress(line)
  const images = options.instances.flatMap((name) => seen[name]?.image.name ?? [])
  await context.lease?.({ endpoint: engine.endpoint, images, ...leaseSettings(options.lease) })
  const machine = machineOf(engine.endpoint.url)
  const addresses = new Map<string, Address>()
  const env = dockerEnv(options)
  const compose = shippable(options)
  const around: Surroundings = {
    options: { ...compose, env: { ...env, ...compose.env } },
    project: projectOf(options, seen),
    files: [],
    ports: {},
    links: [],
    found: { edge: edgeOf(options, seen, machine), addresses },
    root,
    state,
    logs,
    run,
  }
  const containers = createContainers(engine, options.project, compose)
  const runtime: Runtime = {
    context,
    redact: createRedact(secrets),
    baseEnv: environmentOn(engineEnv, host.env, options.inheritEnv),
    engine,
    containers: noting(containers, namedServices(options), machine, addresses),
    ends: [],
    secrets,
    fleet: createFleet(options.instances),
    undoOf: restoring(engine, options.project, durationMs(options.readyTimeout)),
    dockerEnv: env,
  }
  const followings = await follow(options, seen, around, runtime)
  try {
    for (const name of Object.keys(namedServices(options))) await runtime.containers.of(name)
    for (const name of options.instances) await waitForInstance(name, around, runtime, context.signal)
    await waitForEdge(around, runtime, context.signal)
  } catch (error) {
    await followings.stop()
    throw error
  }
  // Neither a trial beside it nor files in it: nothing is made in a project that is not the run's.
  const {
    trial: _trial,
    storage: _storage,
    ...running
  } = createRunning(around, runtime, existingReleases(around, engine), followings)
  return {
    ...running,
    // Nothing of it is the run's: it runs on.
    stop: () => followings.stop(),
  }
}

/** What its services write and what its engine tells of them from now on; of nothing else in the project. */
async function follow(
  options: ExistingOptions,
  seen: Seen,
  around: Surroundings,
  runtime: Runtime,
): Promise<Followings & Pick<Following, 'stop'>> {
  const { engine } = runtime
  const { offsetMs } = (await engine.about()).clock
  const all = followLogs(around, runtime, runtime.context.host.clock.wallMs() + offsetMs)
  const named = namedServices(options)
  const logs: LogFollowing = {
    ...all,
    follow(container: Parameters<LogFollowing['follow']>[0]) {
      if (Object.hasOwn(named, runtime.containers.nameOf(container) ?? '')) all.follow(container)
    },
  }
  for (const container of Object.values(seen)) if (container) logs.follow(container)
  const events = await followEvents(around, runtime, logs, labelsOf(options.project))
  return {
    logs,
    events,
    async stop() {
      await events.stop()
      await logs.stop()
    },
  }
}

function edgeOf({ edge }: ExistingOptions, seen: Seen, machine: string): string {
  if (edge.url !== undefined) return edge.url.replace(/\/$/, '')
  const container = seen[edge.service]
  const address = container ? publishedAt(container, edge.port, machine) : null
  return address === null ? loopback(0) : `http://${hostInUrl(address.host)}:${address.port}`
}
