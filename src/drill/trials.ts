/** Steps that start a release beside the app, with another environment, to see what it makes of it. */
import type { Duration } from '../units.ts'
import { durationMs } from '../units.ts'
import type { BootTrial, Place, ReleaseRef, Step } from './model.ts'
import { here, mistake, readAt } from './place.ts'
import { releaseOf } from './releases.ts'

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/

/**
 * The release boots with these variables set beside the app's own, gets ready in time, and shows these values by
 * its version endpoint: `{ 'config.greeting': 'hello' }` is `greeting` within `config`.
 */
export function boots(
  release: ReleaseRef,
  options: {
    with?: Readonly<Record<string, string>>
    shows: Readonly<Record<string, string>>
    within: Duration
  },
): Step {
  const place = here()
  const values = textsOf(place, 'shows', options?.shows)
  if (Object.keys(values).length === 0) {
    throw mistake(
      place,
      'boots() does not say what is to be seen.',
      "Write { shows: { 'config.greeting': 'hello' }, … }.",
    )
  }
  const set = variablesOf(place, options.with)
  return bootOf(place, 'boots()', release, { set, without: [], expect: { kind: 'shows', values } }, options)
}

/**
 * The release ends by itself in time, exit code not 0, and names the variables at fault: with these left out (all of
 * them at once, or each one that the configuration requires in turn), or with these set to values that are wrong.
 */
export function refusesToBoot(
  release: ReleaseRef,
  options: {
    without?: readonly string[] | 'each required'
    with?: Readonly<Record<string, string>>
    within: Duration
  },
): Step {
  const place = here()
  const set = variablesOf(place, options?.with)
  const left = options?.without ?? []
  const without = left === 'each required' ? 'each-required' : namesOf(place, left)
  if (without.length === 0 && Object.keys(set).length === 0) {
    throw mistake(
      place,
      'refusesToBoot() leaves nothing out and sets nothing: it is the app as it is.',
      "Write { without: ['DATABASE_URL'], … }, { without: 'each required', … } or { with: { PORT: 'x' }, … }.",
    )
  }
  return bootOf(place, 'refusesToBoot()', release, { set, without, expect: { kind: 'names' } }, options)
}

/**
 * The release, started as it is, lives for this time and is not ready: it waits for something that it needs, such as a
 * schema, and says so. Give it longer than it takes to get ready otherwise, or it shows nothing.
 */
export function staysUnready(release: ReleaseRef, options: { for: Duration }): Step {
  const place = here()
  const trial: Omit<BootTrial, 'withinMs'> = { set: {}, without: [], expect: { kind: 'unready' } }
  return bootOf(place, 'staysUnready()', release, trial, { within: options?.for })
}

/** Looks for the configuration's secrets in artifacts, logs and the record; that none is found becomes a clause. */
export function searchSecrets(): Step {
  return { kind: 'search-secrets', place: here() }
}

function bootOf(
  place: Place,
  what: string,
  release: ReleaseRef,
  trial: Omit<BootTrial, 'withinMs'>,
  { within }: { within?: Duration | undefined },
): Step {
  const word = trial.expect.kind === 'unready' ? 'for' : 'within'
  if (within === undefined) throw mistake(place, `${what} has no time limit.`, `Write { ${word}: '5s', … }.`)
  const withinMs = readAt(place, () => durationMs(within))
  return { kind: 'boot', release: releaseOf(place, what, release), trial: { ...trial, withinMs }, place }
}

function variablesOf(place: Place, given: Readonly<Record<string, string>> = {}): Record<string, string> {
  const set = textsOf(place, 'with', given)
  namesOf(place, Object.keys(set))
  return set
}

function textsOf(
  place: Place,
  field: string,
  given: Readonly<Record<string, string>> = {},
): Record<string, string> {
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === 'string') continue
    throw mistake(place, `${field}.${key} is not a text.`, `Write it in quotes: '${String(value)}'.`)
  }
  return { ...given }
}

function namesOf(place: Place, names: readonly string[]): string[] {
  const list = Array.isArray(names) ? names : []
  const wrong = list.find((name) => !VARIABLE.test(name))
  if (Array.isArray(names) && wrong === undefined) return [...list]
  throw mistake(
    place,
    `${JSON.stringify(wrong ?? names)} is not a variable's name.`,
    "Write a list such as ['DATABASE_URL'], or 'each required'.",
  )
}
