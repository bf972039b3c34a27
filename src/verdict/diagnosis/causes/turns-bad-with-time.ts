import { formatMs } from '../../../units.ts'
import { howWords, requests, windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** Nothing was done for so long before, and it had served well for so long. */
const QUIET_MS = 3000
const WELL_MS = 5000
const LASTING_MS = 5000
const FEWEST = 20
/** Of each second from then on, so many failed. */
const SHARE = 0.3

/** With nothing done to it, it served well for a while and then failed for good. */
export const turnsBadWithTime: KnownCause = (scene) => {
  const { requests: all } = scene.record
  const [first] = scene.failures
  const done = scene.deeds.filter(({ kind }) => kind !== 'phase')
  const begin = scene.measurements.windows[0]
  if (!first || !begin) return null
  const next = done.find(({ atMs }) => atMs > first.atMs)?.atMs ?? Number.POSITIVE_INFINITY
  const untilMs = Math.min(next, first.atMs + LASTING_MS)
  if (done.some(({ atMs, endMs }) => atMs <= first.atMs && endMs > first.atMs - QUIET_MS)) return null
  if (first.atMs - begin.startMs < WELL_MS || untilMs - first.atMs < LASTING_MS) return null
  const failed = scene.failures.filter(({ atMs }) => atMs < untilMs)
  let sent = 0
  for (let row = 0; row < all.length; row++)
    if (all.startMs[row]! >= first.atMs && all.startMs[row]! < untilMs) sent += 1
  if (failed.length < FEWEST || failed.length < SHARE * sent) return null
  return {
    sure: 'likely',
    what: 'It turns bad by itself after a while: something expires, leaks or fills up.',
    evidence: [
      `no request failed in the first ${formatMs(first.atMs - begin.startMs)}, then ${requests(failed.length)} of ${sent} in ${formatMs(LASTING_MS)} (${howWords(failed)})`,
      'nothing was done to the app in the 3 s before that',
    ],
    tryThis: [
      'Look for what has an age or a limit: keys and tokens, connections, memory, file handles, disk; and run it longer than the shortest of these.',
    ],
    windows: windowsAt(scene, failed),
  }
}
