import { formatMs } from '../../../units.ts'
import {
  absences,
  basisWords,
  failuresOn,
  howWords,
  isBrokenOff,
  requests,
  whereTo,
  windowsAt,
} from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** One that ends sooner has waited for nothing: neither for the edge, nor for what is in flight. */
const AT_ONCE_MS = 400
/** The edge may notice this long after the end. */
const AFTER_MS = 3000

/** Stopped, it cut what was in flight, or ended at once so that what was sent next was refused. */
export const noDrain: KnownCause = (scene) => {
  const found = absences(scene).flatMap(({ name, by, fromMs, goneMs, startedMs }) => {
    if (by !== 'stop') return []
    const failed = failuresOn(scene, name, {
      startMs: fromMs,
      endMs: Math.min(goneMs + AFTER_MS, startedMs),
    }).filter(isBrokenOff)
    const cut = failed.filter(({ startMs }) => startMs <= fromMs)
    const atOnce = goneMs - fromMs < AT_ONCE_MS
    return failed.length === 0 || (cut.length === 0 && !atOnce)
      ? []
      : [{ name, failed, cut, tookMs: goneMs - fromMs }]
  })
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
