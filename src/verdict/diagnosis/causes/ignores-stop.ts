import { formatMs } from '../../../units.ts'
import type { KnownCause } from '../scene.ts'

/** Asked to stop, it had to be killed. */
export const ignoresStop: KnownCause = ({ measurements }) => {
  const killed = measurements.stops.filter((stop) => stop.killed)
  const [first] = killed
  if (!first) return null
  return {
    sure: 'likely',
    what: 'The app does not end when it is asked to stop.',
    evidence: killed.map(
      ({ name, tookMs }) => `${name} was killed: it had not ended ${formatMs(tookMs)} after it was asked to`,
    ),
    tryThis: [
      'See that the signal reaches the app (npm and shell wrappers do not pass it on), and that its handler ends the process.',
      'Give a drain that waits for requests and jobs a time limit of its own, below the stop time limit.',
    ],
    windows: killed.map(({ window }) => window),
  }
}
