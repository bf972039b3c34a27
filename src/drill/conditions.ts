/** What `until` can wait for. Evaluated live by the run, which journals what the answer rested on. */
import type { Condition, Json } from './model.ts'
import { here, mistake } from './place.ts'

/** Five one-second slices in a row without a failure and with p95 back in the baseline's band. */
export function recovered(): Condition {
  return { kind: 'recovered' }
}

/** Every instance, or at least so many (a whole number from 1), says by its own readiness endpoint that it can serve. */
export function ready(how: { all: true } | { atLeast: number } = { all: true }): Condition {
  if (!('atLeast' in how)) return { kind: 'ready', atLeast: 'all' }
  if (!Number.isInteger(how.atLeast) || how.atLeast < 1) {
    throw mistake(here(), `ready({ atLeast: ${how.atLeast} }) means nothing.`, 'Give a whole number from 1.')
  }
  return { kind: 'ready', atLeast: how.atLeast }
}

/** The newest value of a probe that the configuration names is this one. */
export function probeValue(name: string, equals: Json): Condition {
  return { kind: 'probe', name, equals }
}
