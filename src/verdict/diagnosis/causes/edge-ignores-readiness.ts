import { seenAt } from '../../../measure/instances/watch.ts'
import { basisWords, howWords, othersServing, requests, windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** An edge that asks twice a second knows by then. */
const KNOWS_MS = 1500
const FEWEST = 3

/** Requests failed on an instance that had said for a while that it was not ready. */
export const edgeIgnoresReadiness: KnownCause = (scene) => {
  if (scene.basis === 'unknown') return null
  const failed = scene.failures.filter(({ instance, startMs }) => {
    if (!instance) return false
    const isUnready = (atMs: number): boolean => {
      const state = seenAt(scene.watch, instance, atMs)
      return state?.alive === true && !state.endAsked && state.ready !== null && state.ready !== 200
    }
    return isUnready(startMs) && isUnready(startMs - KNOWS_MS)
  })
  const [first] = failed
  if (!first || failed.length < FEWEST) return null
  const names = [...new Set(failed.flatMap(({ instance }) => instance ?? []))].sort()
  if (othersServing(scene, first.instance ?? '', first.startMs).length === 0) return null
  return {
    sure: 'likely',
    what: 'The edge sends requests to an instance that says that it is not ready.',
    evidence: [
      `${requests(failed.length)} to ${names.join(' and ')} failed that had said for longer than 1.5 s that it was not ready (${howWords(failed)}), ${basisWords(scene)}`,
    ],
    tryThis: [
      'Let the edge ask each instance’s readiness, not its health nor only its port, and let the rollout wait for it.',
    ],
    windows: windowsAt(scene, failed),
  }
}
