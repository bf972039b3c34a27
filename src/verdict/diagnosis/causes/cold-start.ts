import { formatMs } from '../../../units.ts'
import { requests, windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'
import { slowOf } from '../slow-requests.ts'

/** Caches are warm and pools are filled so long after an instance is ready, or it is something else. */
const COLD_MS = 10_000
const SHARE = 0.8
const FEWEST = 5

/** Slow only on an instance that had just started. */
export const coldStart: KnownCause = (scene) => {
  const { slow, limitMs } = slowOf(scene)
  const known = slow.filter(({ instance }) => instance !== null)
  if (known.length < FEWEST) return null
  const cold = known.filter(({ instance, atMs }) =>
    scene.boots.some(
      ({ name, startMs, readyMs }) =>
        name === instance && atMs >= startMs && atMs < (readyMs ?? startMs) + COLD_MS,
    ),
  )
  if (cold.length < SHARE * known.length) return null
  const names = [...new Set(cold.map(({ instance }) => instance))]
  const boot = scene.boots.findLast(
    ({ name, startMs }) => name === cold[0]!.instance && startMs <= cold[0]!.atMs,
  )
  const sinceMs = cold.at(-1)!.atMs - (boot?.readyMs ?? boot?.startMs ?? cold[0]!.atMs)
  return {
    sure: 'likely',
    what: 'An instance is cold when it starts: it takes its share of the load before its caches are warm and its pool is filled.',
    evidence: [
      `${requests(cold.length)} of the ${known.length} that took ${formatMs(limitMs)} or longer were served by ${names.join(' and ')} in the first ${formatMs(Math.max(0, sinceMs))} after it was ready`,
      ...(known.length === cold.length ? ['none of the others were slow then'] : []),
    ],
    tryThis: [
      'Warm up before saying that it is ready: open the pool’s connections, load caches, let the runtime compile what is hot.',
      'Let the edge give a new instance its share slowly (HAProxy slowstart, nginx slow_start).',
    ],
    windows: windowsAt(scene, cold),
  }
}
