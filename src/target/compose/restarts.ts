/** What a restart policy does, in the instance's own log: an engine starts again without a word there. */
import type { Container, EngineEvent } from '../../host/engine/engine.ts'
import type { LogFollowing } from './logs.ts'
import type { Runtime } from './runtime.ts'

/** So many starts again within this time are a loop, whatever the pauses between them. */
const LOOP_STARTS = 3
const LOOP_WITHIN_MS = 60_000

export interface Restarts {
  /** Those that are there before the run hears of any: what the policy has done for them so far is not told. */
  known(containers: readonly Pick<Container, 'id' | 'restarts'>[]): void
  /** Of a start: was it the restart policy's? */
  seen(event: Pick<EngineEvent, 'container' | 'labels' | 'atMs'>): Promise<void>
}

export function watchRestarts(
  { engine, containers }: Pick<Runtime, 'engine' | 'containers'>,
  logs: Pick<LogFollowing, 'tell'>,
): Restarts {
  /** How often the policy has acted so far, by container, and when it has of late. */
  const counts = new Map<string, number>()
  const lately = new Map<string, number[]>()
  return {
    known(all) {
      for (const { id, restarts } of all) counts.set(id, restarts)
    },
    async seen({ container: id, labels, atMs }) {
      const service = containers.nameOf({ labels })
      const restarts = (await engine.container(id).catch(() => null))?.restarts ?? 0
      const before = counts.get(id) ?? 0
      counts.set(id, restarts)
      if (service === null || restarts <= before) return
      const starts = [...(lately.get(id) ?? []), atMs].filter((ms) => ms > atMs - LOOP_WITHIN_MS)
      lately.set(id, starts)
      const loop =
        starts.length >= LOOP_STARTS ? `, ${starts.length} times within a minute: a crash loop` : ''
      logs.tell(service, atMs, `engine: ${service} was started again by its restart policy${loop}`)
    },
  }
}
