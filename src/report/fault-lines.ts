/** What was done to the app and how it came back, one line each. */

import { formatAt, formatMs } from '../units.ts'
import type { Verdict } from '../verdict/schema.ts'
import { counted, formatCount } from '../verdict/wording.ts'

type Fault = Verdict['faults'][number]

/** `kill of web-1 in lost: landed (pid 4711 is gone), healed` */
export function faultLine({ fault, victim, window, landed, healed, evidence }: Fault): string {
  const seen = landed ? 'seen to land' : 'NOT seen to land'
  const ended = healed === null ? 'not healed in the run' : healed ? 'seen healed' : 'NOT seen healed'
  const why = evidence.length === 0 ? '' : ` (${evidence.join('; ')})`
  return `${fault} of ${victim} in ${window}: ${seen}, ${ended}${why}`
}

/** `first error after 3 ms, last after 120 ms, recovered after 1 s` */
export function recoveryLine(fault: Fault): string {
  const { firstErrorMs, lastErrorMs, recoveredMs } = fault
  if (fault.instantMs === null) return 'it was never injected: no request was counted for it'
  const first =
    (fault.failures?.unsent ?? 0) > 0 ? 'first request that failed or was not sent' : 'first error'
  const errors =
    firstErrorMs === null || lastErrorMs === null
      ? 'no request failed'
      : `${first} after ${formatMs(firstErrorMs)}, last after ${formatMs(lastErrorMs)}`
  // From what was not seen to happen nothing has recovered.
  if (!fault.landed) return errors
  if (recoveredMs === null) return `${errors}, not seen to recover`
  if (firstErrorMs === null && recoveredMs === 0) return `${errors}: clean from the first second on`
  // It is recovered by the first seconds that are clean; what fails later is another matter, and has to be seen.
  if (firstErrorMs !== null && firstErrorMs > recoveredMs)
    return `clean from ${formatMs(recoveredMs)} on, then ${errors}`
  return `${errors}, recovered after ${formatMs(recoveredMs)}`
}

/** Null when the failures were not classed, or there are none. */
export function failuresLine({ failures }: Fault): string | null {
  if (!failures) return null
  const { total, inFlight, afterwards, elsewhere, basis, unsent = 0 } = failures
  if (total + unsent === 0) return null
  const more =
    unsent === 0
      ? ''
      : `, and ${formatCount(unsent)} more ${unsent === 1 ? 'was' : 'were'} due and never sent: every VU was waiting for the app`
  const [flying, sent, others] = [inFlight, afterwards, elsewhere].map(formatCount)
  // Which instance they met no log tells: none of them is laid to the victim.
  const classes =
    basis === 'time'
      ? `${flying} in flight at the fault, ${sent} sent after it, ${others} after the app had recovered (by time alone)`
      : `${flying} in flight on the victim, ${sent} sent to it afterwards, ${others} elsewhere (by ${basis})`
  return `${total === 0 ? 'none failed' : `${formatCount(total)} failed: ${classes}`}${more}`
}

type Outage = Verdict['outages'][number]

/** Shorter ones are told together: a busy machine has dozens. */
const SHORT_MS = 150
/** More long ones are told together: where somebody is served now and then, there are dozens. */
const MOST_LONG = 8

/** The outages that the prober saw, one line each; many short ones in one, and many others in another. */
export function outageLines(outages: readonly Outage[]): string[] {
  const short = outages.filter(({ lengthMs }) => lengthMs !== 'never' && lengthMs < SHORT_MS)
  const long = outages.filter((outage) => !short.includes(outage))
  // ∞ − ∞ is not a number.
  const told =
    long.length <= MOST_LONG ? long : long.toSorted((a, b) => msOf(b) - msOf(a) || 0).slice(0, MOST_LONG)
  const others = long.filter((outage) => !told.includes(outage))
  return [
    ...long.filter((outage) => told.includes(outage)).map(outageLine),
    ...(others.length === 0
      ? []
      : [`${counted(others.length, 'more outage')}, ${rangeOf(others)}: ${placesOf(others)}`]),
    ...(short.length === 0 ? [] : [shortLine(short)]),
  ]
}

function shortLine(short: readonly Outage[]): string {
  const many = short.length === 1 ? '1 short moment' : `${short.length} short moments`
  return `${many}, ${rangeOf(short)}, in which the prober was answered slowly or not at all: ${placesOf(short)}`
}

function msOf({ lengthMs }: Outage): number {
  return lengthMs === 'never' ? Number.POSITIVE_INFINITY : lengthMs
}

function rangeOf(some: readonly Outage[]): string {
  const lengths = some.map(msOf)
  const least = lengths.reduce((a, b) => Math.min(a, b))
  const most = lengths.reduce((a, b) => Math.max(a, b))
  return least === most ? formatMs(least) : `${formatMs(least)} to ${formatMs(most)}`
}

/** `60 in lost, 1 in settled` */
function placesOf(some: readonly Outage[]): string {
  const windows = [...new Set(some.map(({ window }) => window))]
  return windows
    .map((window) => `${some.filter((each) => each.window === window).length} in ${window}`)
    .join(', ')
}

function outageLine({ window, startMs, lengthMs }: Outage): string {
  const length = lengthMs === 'never' ? 'did not end' : formatMs(lengthMs)
  return `outage in ${window} from ${formatAt(startMs)}: ${length}`
}
