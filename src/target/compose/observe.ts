/** An instance as it is now: its container by the engine's word, its release and readiness by its own. */
import type { Container } from '../../host/engine/engine.ts'
import { namesOf, readSelf } from '../app/said.ts'
import type { Instance, InstanceIdentity } from '../target.ts'
import { isUp } from './containers.ts'
import { furtherOf } from './further.ts'
import type { ComposeOptions } from './options.ts'
import { isReplica } from './places.ts'
import { notePort } from './ports.ts'
import type { Runtime } from './runtime.ts'
import { type Surroundings, urlOf, VERSION_LABEL } from './surroundings.ts'

const TIMEOUT_MS = 1000

export async function observe(name: string, around: Surroundings, runtime: Runtime): Promise<Instance> {
  const { net } = runtime.context.host
  const container = await runtime.containers.of(name)
  notePort(around, name, container)
  const url = urlOf(around, name)
  if (container === null || !isUp(container))
    return { name, url, identity: null, release: null, ready: false }
  if (url === null) return byEngine(name, container)
  const ask = (path: string) => net.request(`${url}${path}`, { timeoutMs: TIMEOUT_MS })
  const { ready, version } = around.options
  const { path: versionPath } = namesOf(version)
  const [readiness, told] = await Promise.all([
    ask(ready),
    versionPath === undefined ? null : ask(versionPath),
  ])
  const said = readSelf(readiness, told, version)
  return {
    name,
    url,
    identity: identityOf(container, said.bootId),
    release: said.release ?? byImage(container, readiness.status !== null && versionPath === undefined),
    ready: readiness.status === 200 && !isAnother(said.instance, name, around.options),
  }
}

/**
 * Another instance of the app may answer on this port where ports were mixed up. That of a replica is its container's
 * own, and replicas share their environment. A name that is nobody's (a container's id, a host's) tells nothing.
 */
function isAnother(instance: string | null, name: string, options: ComposeOptions): boolean {
  if (instance === null || instance === name || isReplica(options, name)) return false
  return [...options.instances, ...furtherOf(options)].includes(instance)
}

/** All that can be known of one that cannot be asked. */
function byEngine(name: string, container: Container): Instance {
  return {
    name,
    url: null,
    identity: identityOf(container, null),
    release: byImage(container, true),
    ready: container.state === 'running' && container.health === 'healthy',
  }
}

export function identityOf({ id, startedMs }: Container, bootId: string | null): InstanceIdentity {
  return { process: null, bootId, mark: null, container: { id, startedMs: startedMs ?? 0 } }
}

/** The tag of the image that its container was made from, and the image's own digest. */
function byImage({ image, labels }: Container, isTold: boolean): Instance['release'] {
  const tag = labels[VERSION_LABEL] ?? /:([^:/]+)$/.exec(image.name)?.[1]
  return isTold && tag !== undefined ? { version: tag, digest: image.id, source: 'image' } : null
}
