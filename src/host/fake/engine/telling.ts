import type { Engine } from '../../engine/engine.ts'
import { refused, unreachable } from '../../engine/engine-error.ts'
import type { Following, OnGap } from '../../engine/following.ts'
import { carries, labelFilter } from '../../engine/labels.ts'
import type { FakeStore, Follower } from './model.ts'

/** Logs and events, as they come. */
export function fakeTelling(url: string, store: FakeStore): Pick<Engine, 'followLog' | 'follow'> {
  const heard = (): void => {
    if (!store.tells) throw unreachable(url, 'it broke the connection off', 'Try again.')
  }
  return {
    async followLog(id, sinceMs, onLine, onGap = () => undefined) {
      heard()
      const all = [...store.containers.values()]
      const container = all.find(({ seen }) => seen.id === id || seen.name === id)
      if (!container) {
        throw refused(url, `tell the log of the container ${id}`, 404, `No such container: ${id}`)
      }
      const { lines, followers } = container
      const tell = (n: number): void => {
        const line = lines[n]
        if (line && line.atMs >= sinceMs) onLine(line)
      }
      const { follower, following } = followerOf(store, followers, onGap, { all: lines, from: 0, tell })
      setImmediate(() => {
        follower.hear()
        if (!store.containers.has(container.seen.id)) follower.end()
      })
      // What was written before a stop is told first.
      const stop = async (): Promise<void> => {
        await new Promise(setImmediate)
        await following.stop()
      }
      return { ...following, stop }
    },
    async follow(labels, onEvent, onGap = () => undefined) {
      heard()
      labelFilter(labels)
      const { events } = store
      const tell = (n: number): void => {
        const event = events[n]
        if (event && carries(event.labels, labels)) onEvent(event)
      }
      return followerOf(store, store.followers, onGap, { all: events, from: events.length, tell }).following
    },
  }
}

/** `tell`: the one of this number, if it is wanted. */
function followerOf(
  store: FakeStore,
  followers: Set<Follower>,
  onGap: OnGap,
  { all, from, tell }: { all: readonly unknown[]; from: number; tell(n: number): void },
): { follower: Follower; following: Following } {
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  let next = from
  let open = false
  const follower: Follower = {
    hear() {
      while (store.tells && followers.has(follower) && next < all.length) tell(next++)
    },
    breakOff(why) {
      if (!open) onGap({ is: 'open', why })
      open = true
    },
    goOn() {
      if (open) onGap({ is: 'closed' })
      open = false
      follower.hear()
    },
    end() {
      if (followers.delete(follower) && open) onGap({ is: 'lost' })
      resolve()
    },
  }
  followers.add(follower)
  return { follower, following: { ended, stop: async () => follower.end() } }
}
