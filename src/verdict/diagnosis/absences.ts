import { answers, type Watch } from '../../measure/instances/watch.ts'
import type { Deed } from './scene.ts'

/** A time in which an instance was away, because of something that was done to it. */
export interface Absence {
  name: string
  by: 'kill' | 'crash' | 'pause' | 'disconnect' | 'stop'
  /** When it was hit, or asked to stop. */
  fromMs: number
  /** When it was gone; the same but for a stop. */
  goneMs: number
  /** When it, or what takes its place, was started again; +∞: it was not. */
  startedMs: number
  /** When it said that it was ready again, or was given back; +∞: it did not come back. */
  backMs: number
}

const HITS: readonly string[] = ['kill', 'crash', 'pause', 'disconnect']

/** In the order of time. Services have none. */
export function absencesOf(deeds: readonly Deed[], watch: Watch, instances: ReadonlySet<string>): Absence[] {
  return deeds.flatMap((deed): Absence[] => {
    const { kind, name, detail, atMs, endMs } = deed
    if (!instances.has(name)) return []
    if (kind !== 'stop' && !(kind === 'fault' && HITS.includes(detail))) return []
    const by = kind === 'stop' ? 'stop' : (detail as Absence['by'])
    const goneMs = kind === 'stop' ? endMs : atMs
    const again = deeds.find((other) => other.kind === 'start' && other.name === name && other.atMs >= goneMs)
    const startedMs = again?.atMs ?? Number.POSITIVE_INFINITY
    return [{ name, by, fromMs: atMs, goneMs, startedMs, backMs: backMs(deed, deeds, watch) }]
  })
}

function backMs({ name, atMs, endMs }: Deed, deeds: readonly Deed[], watch: Watch): number {
  const looks = watch.seen.get(name) ?? []
  const away = looks.findIndex(({ startMs, state }) => startMs > atMs && !answers(state))
  if (away >= 0) {
    const back = looks.slice(away).find(({ state }) => state.alive && state.ready === 200)
    return back?.startMs ?? Number.POSITIVE_INFINITY
  }
  const given = deeds.find(
    (deed) => deed.atMs >= endMs && deed.name === name && (deed.kind === 'start' || deed.kind === 'heal'),
  )
  return given?.endMs ?? Number.POSITIVE_INFINITY
}
