/** Which load of the configuration is driven, in k6's own terms. */

import type { Duration, Rate } from '../units.ts'
import { durationMs, perSecond } from '../units.ts'
import type { LoadProfile, LoadSpec, Place } from './model.ts'
import { here, mistake, readAt } from './place.ts'

/** A rate that moves in straight lines; before the first stage it is `from` (default: nothing). */
export interface Ramp {
  from?: Rate
  stages: readonly { to: Rate; over: Duration }[]
}

/**
 * The load named `name` in the configuration: arrivals at a constant rate, at a rate that ramps, or as the script's
 * own scenarios say. Arrivals do not wait for answers (an open model).
 */
export function load(name: string, how: { rate: Rate } | { ramp: Ramp } | { script: true }): LoadSpec {
  const place = here()
  return { name, profile: readAt(place, () => profileOf(place, how)) }
}

function profileOf(place: Place, how: Parameters<typeof load>[1]): LoadProfile {
  if (how && 'rate' in how) return { kind: 'constant-arrival-rate', ratePerSecond: perSecond(how.rate) }
  if (how && 'script' in how) return { kind: 'script' }
  if (!how || !('ramp' in how) || how.ramp.stages.length === 0) {
    throw mistake(
      place,
      'load() does not say how fast.',
      "Write load('shop', { rate: '200/s' }), { ramp: { stages: [{ to: '200/s', over: '30s' }] } } or { script: true }.",
    )
  }
  return {
    kind: 'ramping-arrival-rate',
    startPerSecond: how.ramp.from === undefined ? 0 : perSecond(how.ramp.from),
    stages: how.ramp.stages.map(({ to, over }) => ({
      toPerSecond: perSecond(to),
      durationMs: durationMs(over),
    })),
  }
}
