import type { Engine, Following } from '../../engine/engine.ts'
import { refused } from '../../engine/engine-error.ts'
import { labelFilter } from '../../engine/labels.ts'
import type { EventFollower, FakeStore, LogFollower } from './model.ts'

/** Logs and events, as they come. */
export function fakeTelling(url: string, store: FakeStore): Pick<Engine, 'followLog' | 'follow'> {
  return {
    async followLog(id, sinceMs, onLine) {
      const all = [...store.containers.values()]
      const container = all.find(({ seen }) => seen.id === id || seen.name === id)
      if (!container) {
        throw refused(url, `tell the log of the container ${id}`, 404, `No such container: ${id}`)
      }
      let stopped = false
      const { ended, end } = ending(() => container.followers.delete(follower))
      const follower: LogFollower = { onLine, onEnd: end }
      setImmediate(() => {
        if (stopped) return
        for (const line of container.lines) if (line.atMs >= sinceMs) onLine(line)
        if (store.containers.has(container.seen.id)) container.followers.add(follower)
        else end(null)
      })
      const stop = async (): Promise<void> => {
        // What was written before is told first.
        await new Promise(setImmediate)
        stopped = true
        end(null)
      }
      return { ended, stop }
    },
    async follow(labels, onEvent) {
      labelFilter(labels)
      const { ended, end } = ending(() => store.followers.delete(follower))
      const follower: EventFollower = { labels, onEvent, onEnd: end }
      store.followers.add(follower)
      return { ended, stop: async () => end(null) }
    },
  }
}

function ending(forget: () => void): { ended: Following['ended']; end(why: Error | null): void } {
  const { promise, resolve } = Promise.withResolvers<Error | null>()
  return {
    ended: promise,
    end(why) {
      forget()
      resolve(why)
    },
  }
}
