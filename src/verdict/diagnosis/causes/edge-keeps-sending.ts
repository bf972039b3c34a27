import { formatMs } from '../../../units.ts'
import {
  absences,
  basisWords,
  failuresOn,
  howWords,
  isBrokenOff,
  othersServing,
  requests,
  servingWords,
  windowsAt,
} from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** A check every half second that has to fail twice has noticed by then. */
const NOTICED_MS = 1000
/** Fewer are a matter of chance, such as a connection that hung. */
const FEWEST = 3

/** The edge went on sending to an instance that was gone, or hung. */
export const edgeKeepsSending: KnownCause = (scene) => {
  if (scene.basis === 'unknown') return null
  const found = absences(scene).flatMap(({ name, by, fromMs, goneMs, backMs }) => {
    const from = by === 'stop' ? goneMs : fromMs
    const failed = failuresOn(scene, name, { startMs: from + NOTICED_MS, endMs: backMs })
    const sent = failed.filter((failure) => failure.startMs > from + NOTICED_MS && isBrokenOff(failure))
    const others = othersServing(scene, name, sent[0]?.startMs ?? 0)
    return sent.length < FEWEST || others.length === 0 ? [] : [{ name, by, from, sent, others }]
  })
  const [first] = found
  if (!first) return null
  const { name, by, from, sent, others } = first
  const done = by === 'stop' ? 'had ended' : by === 'pause' ? 'hung' : 'was gone'
  return {
    sure: 'likely',
    what: `The edge keeps sending requests to an instance that ${by === 'pause' ? 'hangs' : 'is gone'}: it notices late, or not at all.`,
    evidence: [
      `${requests(sent.length)} were sent to ${name} up to ${formatMs(sent.at(-1)!.startMs - from)} after it ${done} and failed (${howWords(sent)}), ${basisWords(scene)}`,
      `${servingWords(others)} then`,
    ],
    tryThis: [
      'Let the edge ask each instance for its readiness every second or oftener, and take it out after two failures.',
      'Let it take an instance out at once when a connection to it fails or an answer takes too long (nginx max_fails, HAProxy observe layer7 with on-error mark-down).',
    ],
    windows: windowsAt(
      scene,
      found.flatMap((each) => each.sent),
    ),
  }
}
