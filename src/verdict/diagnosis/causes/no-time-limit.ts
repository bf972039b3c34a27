import { formatMs } from '../../../units.ts'
import { requests, serviceLosses, windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** Below this, nobody speaks of waiting without end. */
const LONG_MS = 1000
const FEWEST = 3

/** While a service was away, requests did not fail fast: they waited until someone else gave them up. */
export const noTimeLimit: KnownCause = (scene) => {
  const broken = scene.breaches.filter(
    ({ clause }) => clause.indicator.startsWith('p') && /fail|latency|p\d/.test(clause.objective),
  )
  const found = serviceLosses(scene).flatMap((loss) => {
    const during = scene.failures.filter(
      ({ startMs, instance }) => startMs >= loss.startMs && startMs < loss.endMs && instance !== '',
    )
    const waited = during.filter(
      ({ startMs, endMs, status }) => endMs - startMs >= LONG_MS && (status === 0 || status === 504),
    )
    return waited.length < FEWEST || waited.length * 5 < during.length ? [] : [{ loss, waited, during }]
  })
  const [first] = found
  if (!first || broken.length === 0) return null
  const { loss, waited, during } = first
  const tookMs =
    waited.map(({ startMs, endMs }) => endMs - startMs).sort((a, b) => a - b)[waited.length >> 1] ?? 0
  return {
    sure: 'likely',
    what: `The app waits for ${loss.name} without a time limit of its own, or tries again for longer than anybody waits: requests hang until the edge or the client gives them up.`,
    evidence: [
      `${requests(waited.length)} of the ${during.length} that reached an instance and failed while ${loss.name} was away waited ${formatMs(tookMs)} (the middle one) and were given no answer by the app`,
    ],
    tryThis: [
      'Set time limits for connecting, for waiting for a connection of the pool and for each statement, below the edge’s own.',
    ],
    windows: [...windowsAt(scene, waited), ...broken.map(({ clause }) => clause.window)],
  }
}
