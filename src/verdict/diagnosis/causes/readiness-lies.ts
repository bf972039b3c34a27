import type { Bounds } from '../../../measure/membership.ts'
import { formatAt, formatMs } from '../../../units.ts'
import { failuresOn, falseReadyTimes, requests, serviceLosses, windowsAt } from '../reading.ts'
import type { KnownCause, Scene } from '../scene.ts'

/** So long after a service is gone, an instance should know. */
const KNOWS_MS = 2000
/** What comes so long after a fault, or before it was written down, may be of it. */
const NEAR_MS = 1000
/** So soon after it was ready for the first time, it lied about its start. */
const STARTED_MS = 5000

/** An instance said that it was ready and could not serve. */
export const readinessLies: KnownCause = (scene) => {
  const losses = serviceLosses(scene)
  const times = falseReadyTimes(scene).filter((time) => !isHit(time, scene) && !isOnlySlow(time, losses))
  const [first] = times.toSorted((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs))
  if (!first) return null
  const failed = times.flatMap(({ name, startMs, endMs }) =>
    scene.basis === 'unknown' ? [] : failuresOn(scene, name, { startMs, endMs }),
  )
  const broken = scene.breaches.filter(({ clause }) => /read[iy]/.test(clause.objective))
  if (failed.length === 0 && broken.length === 0) return null
  const loss = losses.find(({ startMs, endMs }) => first.startMs < endMs && first.endMs > startMs)
  const atStart = scene.boots.some(
    ({ name, readyMs }) =>
      name === first.name && readyMs !== null && Math.abs(first.startMs - readyMs) < STARTED_MS,
  )
  return {
    // That it fails for another reason, and does not see it, explains less.
    sure: broken.length > 0 || atStart || loss ? 'likely' : 'possible',
    what: loss
      ? `Readiness does not tell that ${loss.name} is away, or tells it too late.`
      : atStart
        ? 'Readiness does not tell the truth: the app says that it is ready before it can serve.'
        : 'Readiness does not tell the truth: the app goes on saying that it is ready when it cannot serve.',
    evidence: [
      `${first.name} said for ${formatMs(first.endMs - first.startMs)} that it was ready and could not serve, from ${formatAt(first.startMs)} of the run on`,
      ...(failed.length > 0
        ? [
            `${requests(failed.length)} that ${failed.length === 1 ? 'was' : 'were'} sent to instances in such a time failed`,
          ]
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

interface Time extends Bounds {
  name: string
}

/** One that was killed, hangs or starves says nothing: what is shown is its last word. */
function isHit({ name, startMs, endMs }: Time, { deeds }: Scene): boolean {
  return deeds.some((deed) => {
    if (deed.kind !== 'fault' || deed.name !== name) return false
    const healedMs = deeds.find(
      (other) =>
        (other.kind === 'heal' || other.kind === 'start') && other.name === name && other.atMs > deed.atMs,
    )?.endMs
    return startMs < (healedMs ?? Number.POSITIVE_INFINITY) + NEAR_MS && endMs > deed.atMs - NEAR_MS
  })
}

/** It turned unready while the service was still away: its readiness tells the truth, and tells it late. */
function isOnlySlow({ startMs, endMs }: Bounds, losses: readonly Bounds[]): boolean {
  return losses.some(
    (loss) =>
      startMs >= loss.startMs - NEAR_MS && endMs < loss.endMs - NEAR_MS / 2 && endMs - startMs > KNOWS_MS,
  )
}
