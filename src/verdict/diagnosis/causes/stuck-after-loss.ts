import { formatMs } from '../../../units.ts'
import { howWords, nextChange, requests, serviceLosses, windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** So long, an app may take to find its service again. */
const BACK_MS = 3000
const FEWEST = 3

/** Failures went on after the service was given back. */
export const stuckAfterLoss: KnownCause = (scene) => {
  const found = serviceLosses(scene).flatMap((loss) => {
    const next = serviceLosses(scene).find(({ startMs }) => startMs > loss.startMs)?.startMs
    // What fails after something else was done may fail for that.
    const untilMs = Math.min(
      next ?? Number.POSITIVE_INFINITY,
      nextChange(scene, loss.endMs)?.atMs ?? Number.POSITIVE_INFINITY,
    )
    const failed = scene.failures.filter(
      ({ startMs, atMs }) => startMs > loss.endMs + BACK_MS && atMs < untilMs,
    )
    const change = nextChange(scene, loss.startMs)
    const meanwhile = change !== null && change.atMs <= loss.endMs ? change : null
    return failed.length < FEWEST ? [] : [{ loss, failed, meanwhile }]
  })
  const [first] = found
  if (!first) return null
  const { loss, failed, meanwhile } = first
  const names = [...new Set(failed.flatMap(({ instance }) => instance || []))].sort()
  return {
    sure: meanwhile === null ? 'likely' : 'possible',
    what: `The app does not come back by itself after ${loss.name} does.`,
    evidence: [
      `${requests(failed.length)} failed from ${formatMs(BACK_MS)} after ${loss.name} was given back, the last after ${formatMs(failed.at(-1)!.startMs - loss.endMs)} (${howWords(failed)})`,
      ...(names.length > 0 ? [`they went to ${names.join(' and ')}`] : []),
      ...(meanwhile ? [`while it was away: ${meanwhile.words}`] : []),
    ],
    tryThis: [
      'Throw away connections that broke, and connect anew for each try; do not keep an error of the start for ever.',
    ],
    windows: windowsAt(scene, failed),
  }
}
