import { formatMs } from '../../../units.ts'
import { absences, slowOnes, windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'
import { gotOver } from './slow-to-get-over.ts'

const SHARE = 0.7
const FEWEST = 10
/** So many times as much as before. */
const TIMES = 10

/** All were slow while one instance was away, few failed, and it was well again when it was back. */
export const tooLittleCapacity: KnownCause = (scene) => {
  const { requests: slow, limitMs } = scene.slow
  const found = absences(scene).flatMap(({ name, by, fromMs, backMs }) => {
    const during = slow.filter(({ atMs }) => atMs >= fromMs && atMs < backMs)
    const failed = scene.failures.filter(({ atMs }) => atMs >= fromMs && atMs < backMs)
    const onItself = during.filter(({ instance }) => instance === name)
    // One that hangs makes its own requests slow: that is no lack of the others.
    const others = during.length - onItself.length
    const before = slow.filter(({ atMs }) => atMs < fromMs).length
    // What was slow with all of them there is slow for another reason.
    const isOfBefore = before * TIMES > others
    return others < FEWEST || others < SHARE * slow.length || failed.length > others / 2 || isOfBefore
      ? []
      : [{ name, by, during, failed, fromMs }]
  })
  // Where they got over it, they can carry the load.
  if (gotOver(scene).length > 0) return null
  const [first] = found
  if (!first) return null
  const { name, by, during, failed, fromMs } = first
  const dropped = scene.measurements.windows.reduce((sum, { dropped: { byApp } }) => sum + byApp, 0)
  return {
    sure: during[0]!.atMs - fromMs < 5000 ? 'likely' : 'possible',
    what: 'The instances that are left cannot carry the load of the one that is away.',
    evidence: [
      `${slowOnes(scene, during.length)} took ${formatMs(limitMs)} or longer while ${name} was away (${by}), of ${slowOnes(scene, slow.length)} in all`,
      `${failed.length === 0 ? 'none' : failed.length} failed meanwhile`,
      ...(dropped > 0 ? [`${dropped} iterations could not be sent because the app was busy`] : []),
    ],
    tryThis: [
      'Measure what one instance can serve within the objective; keep as many as can carry the load with one missing.',
      'See what all share and wait for (database pool, a lock, CPU of the machine).',
    ],
    windows: windowsAt(scene, during),
  }
}
