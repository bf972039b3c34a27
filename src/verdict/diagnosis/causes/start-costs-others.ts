import { formatMs } from '../../../units.ts'
import { slowOnes, windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'
import { coldStart } from './cold-start.ts'

const AFTER_MS = 2000
const SHARE = 0.7
const FEWEST = 5

/** Requests were slow everywhere while an instance started. */
export const startCostsOthers: KnownCause = (scene) => {
  const { requests: slow, limitMs } = scene.slow
  if (slow.length < FEWEST || coldStart(scene) !== null) return null
  const during = slow.filter(({ atMs, durationMs }) =>
    scene.boots.some(
      ({ startMs, readyMs }) => atMs + durationMs >= startMs && atMs < (readyMs ?? startMs) + AFTER_MS,
    ),
  )
  if (during.length < SHARE * slow.length) return null
  return {
    sure: 'possible',
    what: 'An instance that starts takes the CPU, or the database, from those that serve.',
    evidence: [
      `of the ${slowOnes(scene, slow.length)} that took ${formatMs(limitMs)} or longer, ${slowOnes(scene, during.length)} were under way while an instance started, or in the 2 s after`,
    ],
    tryThis: [
      'Limit the CPU that a start may take, make it cheaper, or give the machine more; see whether it is so with nothing else on the machine.',
    ],
    windows: windowsAt(scene, during),
  }
}
