/** What the watch of the instances saw, laid out over time. */
import type { InstanceState, JournalEvent } from '../../journal/events.ts'
import { type Bounds, holds } from '../membership.ts'
import { bootIdsAsOne } from './side-by-side.ts'

/** The watch looks five times a second; what only one look shows may be a race between two questions. */
export const LOOK_MS = 200
/** The watch says at least once a second that it looks: after this long without a word, nobody did. */
const GAP_MS = 2000

/** A time in which every look at an instance was the same. */
export interface Seen extends Bounds {
  state: InstanceState
}

export interface Watch {
  /** From the first look to the last; null: nobody looked. */
  bounds: Bounds | null
  looks: { atMs: number; count: number }[]
  /** Within the bounds, where nobody looked. */
  gaps: Bounds[]
  /** By instance, in the order of time; what was not looked at is left out. */
  seen: ReadonlyMap<string, readonly Seen[]>
}

export function watchOf(events: readonly JournalEvent[]): Watch {
  const words = events.filter(({ type }) => type === 'instance-state' || type === 'instances-watched')
  const changes = events.filter((event) => event.type === 'instance-state')
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last) return { bounds: null, looks: [], gaps: [], seen: new Map() }
  const gaps = words.flatMap(({ atMs }, i) => {
    const nextMs = words[i + 1]?.atMs ?? atMs
    return nextMs - atMs > GAP_MS ? [{ startMs: atMs, endMs: nextMs }] : []
  })
  const seen = [...Map.groupBy(changes, ({ name }) => name)].map(([name, ofOne]): [string, Seen[]] => {
    const ids = bootIdsAsOne(ofOne)
    return [
      name,
      ofOne.flatMap(({ seq: _seq, type: _type, atMs: startMs, ...told }, i) => {
        const state = { ...told, bootId: ids[i] ?? null }
        const parts = lookedAt({ startMs, endMs: ofOne[i + 1]?.atMs ?? last.atMs }, gaps)
        return parts.map((part) => ({ ...part, state }))
      }),
    ]
  })
  return {
    bounds: { startMs: first.atMs, endMs: last.atMs },
    looks: events.flatMap((event) =>
      event.type === 'instances-watched' ? [{ atMs: event.atMs, count: event.looks }] : [],
    ),
    gaps,
    seen: new Map(seen),
  }
}

/** What was seen of an instance at a moment; null: nobody looked. */
export function seenAt({ seen }: Watch, name: string, atMs: number): InstanceState | null {
  return seen.get(name)?.findLast((part) => part.startMs === atMs || holds(part, atMs))?.state ?? null
}

/** One that does not is shown as who it was before. */
export function answers({ health, ready, serves }: InstanceState): boolean {
  return health !== null || ready !== null || serves
}

/** How many looks were taken in a window. */
export function looksIn({ looks }: Watch, bounds: Bounds): number {
  return looks.reduce((sum, { atMs, count }) => (holds(bounds, atMs) ? sum + count : sum), 0)
}

/** Was a part of the window not looked at? */
export function isPartlyUnseen({ bounds, gaps }: Watch, window: Bounds): boolean {
  if (bounds === null) return true
  const late = bounds.startMs - window.startMs > GAP_MS || window.endMs - bounds.endMs > GAP_MS
  return late || gaps.some((gap) => gap.startMs < window.endMs && gap.endMs > window.startMs)
}

/** The bounds without the gaps. */
function lookedAt({ startMs, endMs }: Bounds, gaps: readonly Bounds[]): Bounds[] {
  const parts: Bounds[] = []
  let fromMs = startMs
  for (const gap of gaps) {
    if (gap.endMs <= fromMs || gap.startMs >= endMs) continue
    if (gap.startMs > fromMs) parts.push({ startMs: fromMs, endMs: gap.startMs })
    fromMs = gap.endMs
  }
  return fromMs <= endMs ? [...parts, { startMs: fromMs, endMs }] : parts
}
