import { AROUND_MS } from '../around.ts'
import { requests, serviceLosses } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** Of a connection that was wanted and not had. An app that only tells of its pool, say that it closes it, is well. */
const WORDS = new RegExp(
  [
    'timeout exceeded when trying to connect',
    'too many (clients|connections)',
    'remaining connection slots',
    'QueuePool limit',
    String.raw`\bpool\b.{0,40}\b(exhausted|timed out|full|limit (was |is )?(reached|exceeded))\b`,
    String.raw`\b(error|exception|fatal)\b.{0,40}\bpool timeout\b`,
    String.raw`\b(timed out|timeout|could not|couldn't|cannot|can't|unable to|failed to)\b.{0,20}\b(obtain|get|acquir|fetch|check(ing)? out|waiting for)\w*( a| an)?( new| open| free)?( database)? connection\b`,
    'connection is not available, request timed out',
  ].join('|'),
  'i',
)

/** The app waited for a connection of its pool in vain, while nothing was away. */
export const noConnectionLeft: KnownCause = (scene) => {
  const losses = serviceLosses(scene)
  const lines = scene.logs.filter(
    ({ text, atMs }) =>
      WORDS.test(text) && !losses.some(({ startMs, endMs }) => atMs >= startMs && atMs < endMs + 3000),
  )
  const [line] = lines
  if (!line) return null
  const failed = scene.failures.filter((failure) => failure.status === 500 || failure.status === 503)
  return {
    sure: 'likely',
    what: 'The app has no connection to its database left: its pool is too small for this load, or connections are not given back.',
    evidence: [
      `${line.source} wrote ${lines.length === 1 ? '' : `${lines.length} times `}within 2 s of a breach: ${line.text.slice(0, 200)}`,
      ...(failed.length > 0 ? [`${requests(failed.length)} failed in all`] : []),
      'no service was away then',
    ],
    tryThis: [
      'See that each way through the code gives its connection back, also the one where something is thrown.',
      'See how many are in use over time: what only rises is a leak; what stays at the limit is too small a pool or too slow a query.',
    ],
    // What broke long before the app had none left broke for another reason.
    windows: scene.breaches
      .filter(({ atMs }) => atMs === null || atMs >= line.atMs - AROUND_MS)
      .map(({ clause }) => clause.window),
  }
}
