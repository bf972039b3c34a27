/** Faults between the app's instances and a service, as a drill writes them: data only. */
import type { Duration, Percentage } from '../units.ts'
import { durationMs, ratio } from '../units.ts'
import type { FaultStep, JsonObject, Place } from './model.ts'
import { here, mistake, readAt } from './place.ts'

/** What the instances send to the service arrives so much later: a query takes as much longer as it has round trips. */
export function slowLink(service: string, by: Duration): FaultStep {
  const place = here()
  const byMs = readAt(place, () => durationMs(by))
  if (byMs > 0) return linkStep(place, 'slow-link', service, { byMs })
  throw mistake(
    place,
    `slowLink('${service}', '${by}') slows nothing.`,
    "Give a time above 0, such as '100ms'.",
  )
}

/** The instances cannot reach the service: their connections are closed, and new ones refused. It lives, for others. */
export function cutLink(service: string): FaultStep {
  return linkStep(here(), 'cut-link', service, {})
}

/** Each second, so many of the connections between the instances and the service break, new ones among them. */
export function flakyLink(service: string, share: Percentage): FaultStep {
  const place = here()
  const read = readAt(place, () => ratio(share))
  if (read > 0) return linkStep(place, 'flaky-link', service, { share: read })
  throw mistake(place, 'a share of 0% breaks nothing.', "Give a share above 0%, such as '5%'.")
}

function linkStep(place: Place, fault: string, service: string, args: JsonObject): FaultStep {
  if (typeof service === 'string' && service !== '')
    return { kind: 'fault', fault, victim: { ref: 'service', name: service }, args, place }
  throw mistake(place, 'a fault of a link takes the name of a service.', "Write slowLink('db', '100ms').")
}
