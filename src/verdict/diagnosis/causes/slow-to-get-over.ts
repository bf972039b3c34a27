import { formatMs } from '../../../units.ts'
import type { Absence } from '../absences.ts'
import { absences, slowOnes, windowsAt } from '../reading.ts'
import type { KnownCause, Scene, SlowRequest } from '../scene.ts'

const SHARE = 0.7
const FEWEST = 10
/** It was well again, with the instance still away, for so long at least. */
const WELL_MS = 1500

export interface GotOver {
  absence: Absence
  during: SlowRequest[]
  /** After the loss; ms. */
  lastMs: number
}

/** Losses after which requests were slow for a while, and well again before the instance was back. */
export function gotOver(scene: Scene): GotOver[] {
  const { requests: slow } = scene.slow
  const endMs = Math.max(...scene.measurements.windows.map((window) => window.endMs))
  return absences(scene).flatMap((absence) => {
    const untilMs = Math.min(absence.backMs, absence.startedMs, endMs)
    const during = slow.filter(({ atMs }) => atMs >= absence.fromMs - 500 && atMs < untilMs)
    if (during.length < FEWEST || during.length < SHARE * slow.length) return []
    // A few late ones are chance.
    const last = during[Math.floor(0.95 * (during.length - 1))]!
    const lastMs = last.atMs - absence.fromMs
    return untilMs - last.atMs < WELL_MS || lastMs > 0.7 * (untilMs - absence.fromMs)
      ? []
      : [{ absence, during, lastMs }]
  })
}

/** Requests were slow after a loss, and well again with the instance still away. */
export const slowToGetOver: KnownCause = (scene) => {
  const found = gotOver(scene)
  const [first] = found
  if (!first) return null
  const { absence, during, lastMs } = first
  return {
    sure: 'likely',
    what: 'The edge is slow to get over a loss: requests wait while it finds out that an instance is gone.',
    evidence: [
      `${slowOnes(scene, during.length)} took ${formatMs(scene.slow.limitMs)} or longer in the ${formatMs(Math.max(0, lastMs))} after ${absence.name} was lost (${absence.by})`,
      'it was well again with the instance still away, so that the others can carry the load',
    ],
    tryThis: [
      'Shorten the edge’s time limit for connecting and its wait before a second try; let it remember at once that an instance is gone.',
      'See whether clients or the app wait for something of the lost instance (a lock, a lease, a leader) until it expires.',
    ],
    windows: windowsAt(
      scene,
      found.flatMap((each) => each.during),
    ),
  }
}
