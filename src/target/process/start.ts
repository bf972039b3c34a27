/** Starts everything in order: release, services, preparation, instances side by side, edge. */

import { durationMs } from '../../units.ts'
import { waitReady } from '../app/ready.ts'
import type { Managed } from './managed.ts'
import { createManaged } from './managed.ts'
import { runPrepare } from './prepare.ts'
import { ensureRelease, pointInstances } from './release.ts'
import type { Runtime } from './runtime.ts'
import { edgeSpec, instanceSpecs, serviceSpecs } from './spec.ts'
import { edgeUrl, type Surroundings } from './variables.ts'

export interface Parts {
  /** In the order in which they were started. */
  services: readonly Managed[]
  /** Every one that there is now: a rollout adds some and takes some away. */
  instances: Managed[]
  /** Null where no edge was started. */
  edge: Managed | null
}

export async function startParts(around: Surroundings, runtime: Runtime): Promise<Parts> {
  const { signal, progress } = runtime.context
  const services = serviceSpecs(around).map((spec) => createManaged(spec, runtime))
  const instances = instanceSpecs(around).map((spec) => createManaged(spec, runtime))
  const proxy = edgeSpec(around)
  const edge = proxy && createManaged(proxy, runtime)
  const { release } = around.options
  if (release) await ensureRelease(around, runtime, release.current)
  for (const service of services) {
    progress(`starting ${service.spec.name}`)
    await service.start(signal)
  }
  await runPrepare(around, runtime, signal)
  await pointInstances(around, runtime)
  progress(`starting ${instances.map(({ spec }) => spec.name).join(', ')}`)
  await startTogether(instances, signal)
  if (edge) progress('starting edge')
  await edge?.start(signal)
  if (!edge) await waitEdge(around, runtime, signal)
  return { services, instances, edge }
}

/** The first failure keeps the others from going on; all have come to rest before it is thrown. */
export async function startTogether(all: readonly Managed[], signal: AbortSignal): Promise<void> {
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  const starts = all.map(async (managed) => {
    try {
      await managed.start(either)
    } catch (error) {
      failed.abort(error)
      throw error
    }
  })
  await Promise.allSettled(starts)
  signal.throwIfAborted()
  failed.signal.throwIfAborted()
}

/** An edge that is there already is waited for as well. */
async function waitEdge(around: Surroundings, runtime: Runtime, signal: AbortSignal): Promise<void> {
  const { edge, probePath } = around.options
  if (!edge) return
  const url = `${edgeUrl(around)}${edge.ready ?? probePath}`
  const wanted = {
    name: 'edge',
    ready: { kind: 'http' as const, url },
    health: null,
    readyTimeoutMs: durationMs(edge.readyTimeout),
    log: 'a log of its own: it was not started here',
    env: {},
  }
  await waitReady(wanted, runtime, null, null, signal)
}
