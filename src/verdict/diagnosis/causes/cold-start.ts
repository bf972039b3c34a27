import type { Boot } from '../../../measure/instances/boots.ts'
import { formatMs } from '../../../units.ts'
import { slowOnes, windowsAt } from '../reading.ts'
import type { KnownCause, SlowRequest } from '../scene.ts'

/** Caches are warm and pools are filled so long after an instance is ready, or it is something else. */
const COLD_MS = 10_000
const SHARE = 0.8
const FEWEST = 5
/** Of all that are slow in that time, so many may be of others: a busy machine is slow for all. */
const OTHERS = 0.2

/** Slow only on an instance that had just started. */
export const coldStart: KnownCause = (scene) => {
  const { requests: slow, limitMs } = scene.slow
  const known = slow.filter(({ instance }) => instance !== null)
  const boots = scene.boots.flatMap((boot) => coldOf(boot, scene.boots, known) ?? [])
  const cold = [...new Set(boots.flatMap((boot) => boot.own))]
  if (cold.length < FEWEST || cold.length < SHARE * known.length) return null
  const names = [...new Set(boots.map(({ name }) => name))]
  const sinceMs = Math.max(...boots.map((boot) => boot.lastMs))
  return {
    sure: 'likely',
    what: 'An instance is cold when it starts: it takes its share of the load before its caches are warm and its pool is filled.',
    evidence: [
      `of the ${slowOnes(scene, known.length)} that took ${formatMs(limitMs)} or longer, ${slowOnes(scene, cold.length)} were served by ${names.join(' or ')} in the first ${formatMs(Math.max(0, sinceMs))} after it was ready`,
      'the others were not slow then',
    ],
    tryThis: [
      'Warm up before saying that it is ready: open the pool’s connections, load caches, let the runtime compile what is hot.',
      'Let the edge give a new instance its share slowly (HAProxy slowstart, nginx slow_start).',
    ],
    windows: windowsAt(scene, cold),
  }
}

/** What was slow on it after its start; null: it was not, or the others were as well. */
function coldOf(
  { name, startMs, readyMs }: Boot,
  boots: readonly Boot[],
  slow: readonly SlowRequest[],
): { name: string; own: SlowRequest[]; lastMs: number } | null {
  const warmMs = (readyMs ?? startMs) + COLD_MS
  // Another that starts meanwhile has a cold time of its own.
  const untilMs = boots.reduce(
    (least, other) =>
      other.name !== name && other.startMs > startMs ? Math.min(least, other.startMs) : least,
    warmMs,
  )
  const during = slow.filter(({ atMs }) => atMs >= startMs && atMs < untilMs)
  const own = during.filter(({ instance }) => instance === name)
  const last = own.at(-1)
  if (!last || during.length - own.length > OTHERS * during.length) return null
  return { name, own, lastMs: last.atMs - (readyMs ?? startMs) }
}
