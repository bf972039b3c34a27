/** What was done to the app and how it came back, one line each. */

import { formatMs } from '../units.ts'
import type { Verdict } from '../verdict/schema.ts'
import { formatCount } from '../verdict/wording.ts'

type Fault = Verdict['faults'][number]

/** `kill of web-1 in lost: landed (pid 4711 is gone), healed` */
export function faultLine({ fault, victim, window, landed, healed, evidence }: Fault): string {
  const seen = landed ? 'seen to land' : 'NOT seen to land'
  const ended = healed === null ? 'not healed in the run' : healed ? 'seen healed' : 'NOT seen healed'
  const why = evidence.length === 0 ? '' : ` (${evidence.join('; ')})`
  return `${fault} of ${victim} in ${window}: ${seen}, ${ended}${why}`
}

/** `first error after 3 ms, last after 120 ms, recovered after 1 s` */
export function recoveryLine({ firstErrorMs, lastErrorMs, recoveredMs }: Fault): string {
  const errors =
    firstErrorMs === null || lastErrorMs === null
      ? 'no request failed'
      : `first error after ${formatMs(firstErrorMs)}, last after ${formatMs(lastErrorMs)}`
  return `${errors}, ${recoveredMs === null ? 'not seen to recover' : `recovered after ${formatMs(recoveredMs)}`}`
}

/** Null when the failures were not classed. */
export function failuresLine({ failures }: Fault): string | null {
  if (!failures) return null
  const { total, inFlight, afterwards, elsewhere, basis } = failures
  return `${formatCount(total)} failed: ${formatCount(inFlight)} in flight on the victim, ${formatCount(afterwards)} sent to it afterwards, ${formatCount(elsewhere)} elsewhere (by ${basis})`
}

type Outage = Verdict['outages'][number]

/** Shorter ones are told together: a busy machine has dozens. */
const SHORT_MS = 150
/** So many are told one by one all the same. */
const FEW = 3

/** The outages that the prober saw, one line each; many short ones in one. */
export function outageLines(outages: readonly Outage[]): string[] {
  const short = outages.filter(({ lengthMs }) => lengthMs !== 'never' && lengthMs < SHORT_MS)
  if (short.length <= FEW) return outages.map(outageLine)
  const long = outages.filter((outage) => !short.includes(outage))
  const lengths = short.map(({ lengthMs }) => Number(lengthMs))
  const windows = [...new Set(short.map(({ window }) => window))]
  const where = windows.map(
    (window) => `${short.filter((each) => each.window === window).length} in ${window}`,
  )
  const range = `${formatMs(Math.min(...lengths))} to ${formatMs(Math.max(...lengths))}`
  return [
    ...long.map(outageLine),
    `${short.length} short moments, ${range}, in which the prober was answered slowly or not at all: ${where.join(', ')}`,
  ]
}

function outageLine({ window, startMs, lengthMs }: Outage): string {
  const length = lengthMs === 'never' ? 'did not end' : formatMs(lengthMs)
  return `outage in ${window} from ${formatMs(startMs)}: ${length}`
}
