import { seenAt } from '../../../measure/instances/watch.ts'
import { formatMs } from '../../../units.ts'
import { howWords, isBrokenOff, nextChange, requests, windowsAt } from '../reading.ts'
import type { Deed, Failure, KnownCause, Scene } from '../scene.ts'

const FEWEST = 3
/** Of all failures while it was shipped, so many come from the new one. */
const SHARE = 0.9

/** Failures only from instances that serve the release that was shipped, not because one of them stopped. */
export const badRelease: KnownCause = (scene) => {
  const found = scene.measurements.deploys.flatMap((deploy) => {
    if (deploy.to === '') return []
    const { untilMs, fault } = shippedTime(scene, deploy)
    const since = scene.failures.filter(
      ({ atMs, status }) => atMs >= deploy.startMs && atMs < untilMs && !(status === 503 || status === 0),
    )
    const news = since.filter((failure) => releaseOf(scene, failure) === deploy.to)
    const old = since.filter((failure) => releaseOf(scene, failure) === deploy.from)
    const answered = news.filter((failure) => !isBrokenOff(failure))
    return answered.length < FEWEST || answered.length < SHARE * (answered.length + old.length)
      ? []
      : [{ deploy, answered, old, fault: isShownBefore(fault, answered) ? null : fault }]
  })
  const [first] = found
  if (!first) return null
  const { deploy, answered, old, fault } = first
  const before = scene.failures.filter(({ atMs }) => atMs < deploy.startMs).length
  return {
    sure: before === 0 && fault === null ? 'likely' : 'possible',
    what: `The release that was shipped is bad: requests fail that ${deploy.to} serves.`,
    evidence: [
      `${requests(answered.length)} that ${deploy.to} served failed (${howWords(answered)}), ${old.length === 0 ? 'none' : String(old.length)} that ${deploy.from} served since the deploy began`,
      `the first ${formatMs(answered[0]!.atMs - deploy.startMs)} after the deploy began; ${before === 0 ? 'none' : requests(before)} had failed before it`,
      ...(fault ? [`before most of them: ${fault.words}`] : []),
    ],
    tryThis: [
      `See the log of an instance with ${deploy.to} for the requests that failed; roll back until that is understood.`,
      'Ship behind a trigger on the error rate, so that it is taken back by itself.',
    ],
    windows: windowsAt(scene, answered),
  }
}

/**
 * The time in which what fails may be the release's: until it is taken back, or something else is done once it is
 * shipped. And the first fault while it was being shipped, which may be the reason as well.
 */
function shippedTime(
  scene: Scene,
  { startMs, endMs }: { startMs: number; endMs: number | null },
): { untilMs: number; fault: Deed | null } {
  const over = nextChange(scene, endMs ?? Number.POSITIVE_INFINITY)
  const back = scene.deeds.find(({ kind, atMs }) => kind === 'rollback' && atMs > startMs)
  const untilMs = Math.min(over?.atMs ?? Number.POSITIVE_INFINITY, back?.atMs ?? Number.POSITIVE_INFINITY)
  const fault = scene.deeds.find(({ kind, atMs }) => kind === 'fault' && atMs >= startMs && atMs < untilMs)
  return { untilMs, fault: fault ?? null }
}

/** Enough of them failed before anything else could be the reason. */
function isShownBefore(fault: Deed | null, failures: readonly Failure[]): boolean {
  return fault === null || failures.filter(({ atMs }) => atMs < fault.atMs).length >= FEWEST
}

/** By its own word, else by what its instance said that it ran. */
function releaseOf({ watch }: Scene, { release, instance, startMs }: Failure): string | null {
  if (release !== '') return release
  return instance === null || instance === '' ? null : (seenAt(watch, instance, startMs)?.release ?? null)
}
