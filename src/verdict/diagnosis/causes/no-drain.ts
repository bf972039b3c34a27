import { formatMs } from '../../../units.ts'
import { basisWords, brokenOffAtStops, howWords, requests, whereTo, windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** One that ends sooner has waited for nothing: neither for the edge, nor for what is in flight. */
const AT_ONCE_MS = 400
/** The edge may notice this long after the end. */
const AFTER_MS = 3000

/** Stopped, it cut what was in flight, or ended at once so that what was sent next was refused. */
export const noDrain: KnownCause = (scene) => {
  const found = brokenOffAtStops(scene, AFTER_MS)
    .map((stop) => ({ ...stop, cut: stop.failed.filter(({ startMs }) => startMs <= stop.fromMs) }))
    .filter(({ cut, tookMs }) => cut.length > 0 || tookMs < AT_ONCE_MS)
  const [first] = found
  if (!first) return null
  const { name, failed, cut, tookMs } = first
  return {
    sure: scene.basis === 'unknown' ? 'possible' : 'likely',
    what: 'The app does not drain: asked to stop, it ends before its requests are answered and the edge has noticed.',
    evidence: [
      `${name} had ended ${formatMs(tookMs)} after it was asked to stop`,
      `${requests(failed.length)}${whereTo(scene, name)} failed around that (${howWords(failed)}), ${basisWords(scene)}`,
      ...(cut.length > 0
        ? [
            `${requests(cut.length)} of them ${cut.length === 1 ? 'was' : 'were'} in flight when it was asked to stop`,
          ]
        : []),
    ],
    tryThis: [
      'On SIGTERM: say that it is not ready, go on serving until the edge has noticed (its check interval times its failures, and a second more), then finish what is in flight, then exit.',
      'See that the signal reaches the app: npm and shell wrappers do not pass it on.',
    ],
    windows: windowsAt(
      scene,
      found.flatMap((each) => each.failed),
    ),
  }
}
