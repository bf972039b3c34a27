/** What a rollout is made of, on processes: an instance is stopped, its pointer moved, and it is started again. */
import { FiredrillError } from '../../errors.ts'
import { isReached } from '../app/reached.ts'
import { strategyOf } from '../app/strategy.ts'
import type { Deploy, Instance, Release } from '../target.ts'
import type { Fleet } from './fleet.ts'
import type { Managed } from './managed.ts'
import { ownDeployOf } from './own-deploy.ts'
import { pointInstance } from './release.ts'
import type { Releases } from './releases.ts'
import { createRoute } from './route.ts'
import type { Runtime } from './runtime.ts'
import { instanceSpec } from './spec.ts'
import { stopProcess } from './stop.ts'
import { edgeUrl, loopback, type Surroundings } from './variables.ts'
import { wrappedSpec } from './wrap.ts'

/** A release that did not start has nothing in flight for users: it gets no longer than this to end. */
const GIVE_UP_MS = 5000

export interface DeployParts {
  fleet: Fleet
  releases: Releases
  around: Surroundings
  runtime: Runtime
  /** Looks at one instance. */
  look(managed: Managed): Promise<Instance>
}

/** Null where the configuration names no release. */
export function deployOf(parts: DeployParts): Deploy | null {
  const { fleet, releases, around, runtime, look } = parts
  const { options } = around
  const strategy = strategyOf(options)
  if (!strategy || !options.release) return null
  const { current, next = null } = options.release
  const urlOf = (name: string) => loopback(fleet.find(name).spec.port)
  const route = createRoute(around, runtime, urlOf)
  return {
    strategy,
    versions: { current, next },
    find: (version) => releases.find(version),
    async broken(of, how) {
      if (strategy.kind === 'command') throw cannotBreak(of)
      return releases.broken(of, how)
    },
    verify: (release) => releases.verify(release),
    replace: (name, release, signal) => replace(parts, fleet.find(name), release, signal),
    add: (name, release, signal) => add(parts, name, release, signal),
    async remove(name) {
      fleet.asked.add(name)
      await stopProcess(fleet.find(name), runtime)
      fleet.drop(name)
      fleet.asked.delete(name)
    },
    serveWith: (names) => fleet.serveWith(names),
    all: () => Promise.all(fleet.all().map(look)),
    ...(route ? { route } : {}),
    reached: (name) =>
      isReached(runtime.context.host.net, {
        name,
        url: urlOf(name),
        edge: edgeUrl(around),
        probePath: options.probePath,
        version: options.version,
        others: fleet.all().flatMap(({ spec }) => (spec.name === name ? [] : [urlOf(spec.name)])),
      }),
    run: ownDeployOf(fleet, around, runtime),
  }
}

async function replace(
  { fleet, releases, around, runtime }: DeployParts,
  managed: Managed,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted()
  const { name } = managed.spec
  const place = fleet.place(name)
  fleet.asked.add(name)
  await stopProcess(managed, runtime)
  signal.throwIfAborted()
  await pointInstance(around, runtime, name, release)
  fleet.runs.set(name, release)
  const how = releases.breakageOf(release.version)
  const behind = how ? await runtime.context.host.net.freePort() : 0
  managed.use(
    how ? wrappedSpec(around, place, { how, version: release.version }, behind) : instanceSpec(around, place),
  )
  try {
    await managed.start(signal)
  } catch (error) {
    await stopProcess(managed, runtime, Math.min(GIVE_UP_MS, managed.spec.stopTimeoutMs))
    throw error
  }
  fleet.asked.delete(name)
}

async function add(parts: DeployParts, name: string, release: Release, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const { fleet } = parts
  const managed = await fleet.create(name)
  try {
    await replace(parts, managed, release, signal)
  } catch (error) {
    fleet.drop(name)
    fleet.asked.delete(name)
    throw error
  }
}

function cannotBreak({ version }: Release): FiredrillError {
  return new FiredrillError(
    'capability-missing',
    `A known-bad release cannot be made of ${version}: your own deploy command starts the instances.`,
    {
      hint: 'Keep a bad release of your own and name it, or use a built-in strategy (deploy: { strategy }).',
    },
  )
}
