import { formatMs } from '../../../units.ts'
import { serviceLosses, slowOnes, windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

const SHARE = 0.7
const FEWEST = 5

/** Slow or failing while a service was only disturbed, not away. */
export const slowDependency: KnownCause = (scene) => {
  const { requests: slow } = scene.slow
  const found = serviceLosses(scene)
    .filter(({ how }) => /link/.test(how))
    .flatMap((loss) => {
      const during = slow.filter(({ atMs }) => atMs >= loss.startMs && atMs < loss.endMs)
      const failed = scene.failures.filter(({ atMs }) => atMs >= loss.startMs && atMs < loss.endMs)
      const all = during.length + failed.length
      return all < FEWEST || all < SHARE * (slow.length + scene.failures.length)
        ? []
        : [{ loss, during, failed }]
    })
  const [first] = found
  if (!first) return null
  const { loss, during, failed } = first
  return {
    sure: 'likely',
    what: `The app has no slack towards ${loss.name}: when it is slow or loses connections, users wait or are refused.`,
    evidence: [
      `while the link to ${loss.name} was disturbed (${loss.how}, ${formatMs(Math.min(loss.endMs, scene.watch.bounds?.endMs ?? loss.endMs) - loss.startMs)}) ${slowOnes(scene, during.length)} were too slow and ${failed.length} failed`,
      `${slowOnes(scene, slow.length - during.length)} and ${scene.failures.length - failed.length} failures at all other times`,
    ],
    tryThis: [
      'See how many connections the pool has for the requests that are under way at once: rate times the time that each holds one.',
      'Try a broken statement again where that is safe; answer from a cache, or refuse fast, where it takes too long.',
    ],
    windows: windowsAt(scene, [...during, ...failed]),
  }
}
