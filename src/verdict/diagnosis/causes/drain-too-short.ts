import { formatMs } from '../../../units.ts'
import { basisWords, brokenOffAtStops, howWords, requests, whereTo, windowsAt } from '../reading.ts'
import type { Failure, KnownCause } from '../scene.ts'
import { noDrain } from './no-drain.ts'

/** The edge may notice this long after the end. */
const AFTER_MS = 5000

/** What was in flight was finished, but the edge went on sending after the instance took nothing any more. */
export const drainTooShort: KnownCause = (scene) => {
  if (noDrain(scene) !== null) return null
  const found = brokenOffAtStops(scene, AFTER_MS)
    .map((stop) => ({ ...stop, refused: stop.failed.filter(({ startMs }) => startMs > stop.fromMs) }))
    .filter(({ refused }) => refused.length > 0)
  const [first] = found
  if (!first) return null
  const { name, refused, fromMs, tookMs } = first
  const isOnIt = ({ instance }: Failure): boolean => scene.basis === 'unknown' || instance === name
  // One that had hung by then is no sign of a drain, and failed all the same.
  const flying = scene.failures.some((each) => isOnIt(each) && each.startMs <= fromMs && each.endMs > fromMs)
  const lastMs = refused.at(-1)!.startMs - fromMs
  return {
    sure: scene.basis === 'unknown' ? 'possible' : 'likely',
    what: 'The app stops taking requests before the edge has noticed: its drain is shorter than the interval of the edge’s checks.',
    evidence: [
      `${requests(refused.length)}${whereTo(scene, name)} failed that ${refused.length === 1 ? 'was' : 'were'} sent up to ${formatMs(lastMs)} after it was asked to stop (${howWords(refused)}), ${basisWords(scene)}`,
      `it took ${formatMs(tookMs)} to end${flying ? '' : '; none that was in flight at the stop failed'}`,
    ],
    tryThis: [
      'Go on serving, and answer 503 on the readiness endpoint, for longer than the edge’s check interval times the failures it wants to see.',
      'Or take the instance out of the edge before it is asked to stop.',
    ],
    windows: windowsAt(
      scene,
      found.flatMap((each) => each.refused),
    ),
  }
}
