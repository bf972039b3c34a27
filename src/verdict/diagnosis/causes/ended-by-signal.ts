import { formatMs } from '../../../units.ts'
import type { KnownCause } from '../scene.ts'

/** 128 and the signal's number: how a container tells it, and what the JVM gives also where its hooks were run. */
const BY_SIGTERM = 143

/** Asked to stop, it did not end by itself: the signal ended it. Some servers drain first and raise it again, as uvicorn does. */
export const endedBySignal: KnownCause = ({ measurements }) => {
  const ended = measurements.stops.filter(
    ({ killed, signal, exitCode }) => !killed && (signal === 'SIGTERM' || exitCode === BY_SIGTERM),
  )
  const [first] = ended
  if (!first) return null
  return {
    sure: first.signal === 'SIGTERM' ? 'likely' : 'possible',
    what: 'SIGTERM itself ended the app: nothing handles it, or what does raises it again at its end.',
    evidence: ended.map(
      ({ name, tookMs, signal }) =>
        `${name} ended ${signal === null ? `with exit code ${BY_SIGTERM}` : `by ${signal}`}, ${formatMs(tookMs)} after it was asked to`,
    ),
    tryThis: [
      "On SIGTERM: take no more requests, finish what is in flight, then exit with 0. In Node: process.on('SIGTERM', () => server.close()).",
      'Where the app drains, and its server raises the signal again (uvicorn does), let another one run it that ends with 0, such as Gunicorn.',
      'See that the signal reaches the app: npm and shell wrappers do not pass it on, and are ended by it themselves.',
    ],
    windows: ended.map(({ window }) => window),
  }
}
