/** What `until` can wait for, and what can end a deploy. Evaluated live by the run, which journals what the answer rested on. */
import type { Duration } from '../units.ts'
import { durationMs } from '../units.ts'
import type { ObjectiveDraft } from './bounds.ts'
import { objectiveOf } from './bounds.ts'
import type { Condition, Json, Place, ReleaseRef } from './model.ts'
import type { Indicator } from './objective.ts'
import { here, mistake, readAt } from './place.ts'
import { releaseOf } from './releases.ts'

/** Every instance, or at least so many: a whole number from 1. */
export type HowMany = { all: true } | { atLeast: number }

/** What can be said of the last seconds of the load alone. */
const TRIGGERS: readonly Indicator['kind'][] = ['errors', 'failures', 'latency']

/** Five one-second slices in a row without a failure and with p95 back in the baseline's band. */
export function recovered(): Condition {
  return { kind: 'recovered' }
}

/** Every instance, or at least so many, says by its own readiness endpoint that it can serve. */
export function ready(how: HowMany = { all: true }): Condition {
  return { kind: 'ready', atLeast: atLeastOf(here(), 'ready', how) }
}

/** Every instance, or at least so many, says by its own word that it runs this release, and that it is ready. */
export function serving(release: ReleaseRef, how: HowMany = { all: true }): Condition {
  const place = here()
  const atLeast = atLeastOf(place, 'serving', how)
  return { kind: 'serving', release: releaseOf(place, 'serving()', release), atLeast }
}

/** Every instance, or at least so many, answers that it is not ready; with `check`, names this one as failing. */
export function unready(how: { check?: string } & ({ all?: true } | { atLeast: number }) = {}): Condition {
  const place = here()
  if (how.check === '')
    throw mistake(place, 'unready() names no check.', "Write unready({ check: 'database' }).")
  const atLeast = atLeastOf(place, 'unready', 'atLeast' in how ? how : { all: true })
  return { kind: 'unready', check: how.check ?? null, atLeast }
}

/** The newest value of a probe that the configuration names is this one. */
export function probeValue(name: string, equals: Json): Condition {
  return { kind: 'probe', name, equals }
}

/**
 * What clients see breaks a number that is written down before: over the last `over`, at every look for `for` (at the
 * first look unless given). `trigger(errors().above('2%'), { over: '3s', for: '1s' })`.
 */
export function trigger(draft: ObjectiveDraft, options: { over: Duration; for?: Duration }): Condition {
  const place = here()
  const objective = objectiveOf(place, draft)
  const { indicator, bound } = objective
  if (!TRIGGERS.includes(indicator.kind)) {
    throw mistake(
      place,
      'trigger() cannot look at this indicator while the drill runs.',
      'Use errors(), failures(), p95() or the like.',
    )
  }
  if (bound.op !== 'above' && bound.op !== 'atLeast') {
    throw mistake(
      place,
      'trigger() needs what must not be: a bound that is crossed upwards.',
      "Write errors().above('2%') or failures().atLeast(10).",
    )
  }
  if (objective.over === 'run') {
    throw mistake(place, 'trigger() looks at the last seconds, not at the run.', "Leave .over('run') out.")
  }
  const over: Duration | undefined = options?.over
  const overMs = over === undefined ? 0 : readAt(place, () => durationMs(over))
  if (overMs === 0) {
    throw mistake(place, 'trigger() does not say over what time.', "Write { over: '3s', for: '1s' }.")
  }
  return { kind: 'measured', objective, overMs, forMs: readAt(place, () => durationMs(options.for ?? '0s')) }
}

/** One of these holds. */
export function anyOf(...conditions: readonly Condition[]): Condition {
  if (conditions.length > 0 && conditions.every((each) => typeof each?.kind === 'string')) {
    return { kind: 'any', of: [...conditions] }
  }
  throw mistake(here(), 'anyOf() needs conditions.', 'Write anyOf(unready(), trigger(…)).')
}

/** An instance's log has a line with this text, or one that matches, written since the phase began. */
export function logged(text: string | RegExp): Condition {
  // A pattern that remembers where it was would skip lines.
  if (text instanceof RegExp)
    return { kind: 'logged', text: { pattern: text.source, flags: text.flags.replaceAll(/[gy]/g, '') } }
  if (typeof text === 'string' && text !== '') return { kind: 'logged', text }
  throw mistake(
    here(),
    'logged() has no text to look for.',
    "Write logged('restarting'), or logged(/loop$/).",
  )
}

function atLeastOf(place: Place, what: string, how: HowMany): number | 'all' {
  if (!('atLeast' in how)) return 'all'
  if (Number.isInteger(how.atLeast) && how.atLeast >= 1) return how.atLeast
  throw mistake(place, `${what}({ atLeast: ${how.atLeast} }) means nothing.`, 'Give a whole number from 1.')
}
