/** How many instances of the app were ready by their own word, over time. */
import type { Bounds } from '../membership.ts'
import { type App, appAt } from './apps.ts'
import { seenAt, type Watch } from './watch.ts'

/** A time in which nothing changed, whatever the window. */
export interface ReadyStretch extends Bounds {
  ready: number
  /** Those that were not, in the order in which the target told of them. */
  down: string[]
}

/** From one change to the next; where none of the app was looked at, there is none. */
export function readyStretches({ watch, apps }: { watch: Watch; apps: readonly App[] }): ReadyStretch[] {
  const changes = [...watch.seen.values()].flatMap((parts) =>
    parts.flatMap((part) => [part.startMs, part.endMs]),
  )
  const moments = [...new Set([...changes, ...apps.map(({ fromMs }) => fromMs)])].sort((a, b) => a - b)
  return moments.flatMap((startMs, i) => {
    const endMs = moments[i + 1]
    const seen = appAt(apps, watch, startMs).flatMap((name) => seenAt(watch, name, startMs) ?? [])
    if (endMs === undefined || seen.length === 0) return []
    const down = seen.filter(({ alive, ready }) => !(alive && ready === 200)).map(({ name }) => name)
    return [{ startMs, endMs, ready: seen.length - down.length, down }]
  })
}
