import { formatMs } from '../../../units.ts'
import { failuresOn, falseReadyTimes, requests, serviceLosses, windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** So long after a service is gone, an instance should know. */
const KNOWS_MS = 2000
const HITS: readonly string[] = ['kill', 'crash', 'pause', 'disconnect']

/** An instance said that it was ready and could not serve. */
export const readinessLies: KnownCause = (scene) => {
  const losses = serviceLosses(scene)
  const times = falseReadyTimes(scene).filter(
    ({ name, startMs, endMs }) =>
      // One that hangs or is dead says nothing: what is shown is its last word. One that turns unready later is slow.
      !scene.deeds.some(
        ({ kind, detail, name: hit, atMs }) =>
          kind === 'fault' && hit === name && HITS.includes(detail) && atMs >= startMs - 500 && atMs <= endMs,
      ) &&
      !losses.some(
        (loss) => startMs >= loss.startMs - 500 && endMs < loss.endMs - 500 && endMs - startMs > KNOWS_MS,
      ),
  )
  const [first] = times.toSorted((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs))
  if (!first) return null
  const failed = times.flatMap(({ name, startMs, endMs }) =>
    scene.basis === 'unknown' ? [] : failuresOn(scene, name, { startMs, endMs }),
  )
  const broken = scene.breaches.filter(({ clause }) => /false readiness|ready/.test(clause.objective))
  if (failed.length === 0 && broken.length === 0) return null
  const loss = losses.find(({ startMs, endMs }) => first.startMs < endMs && first.endMs > startMs)
  return {
    sure: 'likely',
    what: loss
      ? `Readiness does not tell that ${loss.name} is away, or tells it too late.`
      : 'Readiness does not tell the truth: the app says that it is ready before it can serve.',
    evidence: [
      `${first.name} said for ${formatMs(first.endMs - first.startMs)} that it was ready and could not serve, from ${formatMs(first.startMs)} of the run on`,
      ...(failed.length > 0
        ? [`${requests(failed.length)} that were sent to instances in such a time failed`]
        : []),
      ...(times.length > 1 ? [`there were ${times.length} such times`] : []),
    ],
    tryThis: [
      'Let readiness ask what a request needs: the database answers, no migration is pending, everything is loaded. Until then, 503 with the failing check by name.',
      'Let both the edge and the rollout ask readiness, not health.',
    ],
    windows: [...windowsAt(scene, failed), ...broken.map(({ clause }) => clause.window)],
  }
}
