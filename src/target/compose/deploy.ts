/** What a rollout is made of, on Compose: the tag is re-pointed and one named service is brought up with it. */
import { isReached } from '../app/reached.ts'
import { strategyOf } from '../app/strategy.ts'
import type { Deploy, Instance } from '../target.ts'
import { addInstance, removeInstance } from './further.ts'
import { isStranger } from './hit.ts'
import { ownDeployOf } from './own-deploy.ts'
import { isReplica } from './places.ts'
import type { Releases } from './release.ts'
import { createReplacing } from './replica.ts'
import { routeOf } from './route.ts'
import type { Runtime } from './runtime.ts'
import { bringUp } from './start.ts'
import { stopService } from './stop.ts'
import { edgeUrl, type Surroundings, urlOf } from './surroundings.ts'
import { waitForInstance } from './wait.ts'

/** A release that did not start has nothing in flight for users: it gets no longer than this to end. */
const GIVE_UP_MS = 5000

export interface DeployParts {
  releases: Releases
  around: Surroundings
  runtime: Runtime
  look(name: string): Promise<Instance>
}

/** Null where the configuration names no release. */
export function deployOf(parts: DeployParts): Deploy | null {
  const { releases, around, runtime, look } = parts
  const { options } = around
  const { fleet } = runtime
  const strategy = strategyOf(options)
  if (!strategy || !options.release) return null
  const { current, next = null } = options.release
  const route = routeOf(around, runtime)
  const known = (name: string): string => {
    if (fleet.all.includes(name)) return name
    throw isStranger(name, fleet.all)
  }
  const reached: Deploy['reached'] = async (name) => {
    const url = urlOf(around, name)
    if (url === null) return null
    return isReached(runtime.context.host.net, {
      name,
      url,
      edge: edgeUrl(around),
      probePath: options.probePath,
      version: options.version,
      others: fleet.all.flatMap((other) => (other === name ? [] : (urlOf(around, other) ?? []))),
    })
  }
  const replaceReplica = createReplacing(around, runtime, reached)
  const replaceOne: Deploy['replace'] = async (name, release, signal) => {
    signal.throwIfAborted()
    const own = isReplica(options, known(name)) ? replaceReplica : inItsPlace(parts)
    await own(name, release, signal)
  }
  return {
    strategy,
    versions: { current, next },
    find: (version) => releases.find(version),
    broken: (of, how) => releases.broken(of, how),
    verify: (release) => releases.verify(release),
    replace: replaceOne,
    add: (name, release, signal) =>
      addInstance(name, around, runtime, () => replaceOne(name, release, signal)),
    remove: (name) => removeInstance(known(name), around, runtime),
    serveWith(names) {
      fleet.serving = names.map(known)
    },
    all: () => Promise.all(fleet.all.map(look)),
    ...(route ? { route } : {}),
    reached,
    run: ownDeployOf(around, runtime),
  }
}

/** For a service of its own. */
function inItsPlace({ around, runtime }: DeployParts): Deploy['replace'] {
  const { fleet } = runtime
  return async (name, release, signal) => {
    fleet.asked.add(name)
    // The stop is a step of its own, so that the record shows how long the old one took to end.
    await stopService(name, around, runtime)
    signal.throwIfAborted()
    try {
      // Not until its health check has said so: while the edge leaves it out, every second counts.
      await bringUp([name], around, runtime, signal, { version: release.version, wait: false })
      fleet.runs.set(name, release)
      await waitForInstance(name, around, runtime, signal)
    } catch (error) {
      await stopService(name, around, runtime, GIVE_UP_MS)
      throw error
    }
    fleet.asked.delete(name)
  }
}
