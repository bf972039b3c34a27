/** What a stock factory is given is checked where it is given: types are gone when a drill file is loaded. */
import { closest, distance } from 'fastest-levenshtein'
import { here, mistake } from '../drill/place.ts'
import { releaseOf } from '../drill/releases.ts'
import { durationMs, perSecond, ratio } from '../units.ts'

/** What an option may be; `wants` and `example` put it into words. */
export interface Kind {
  readonly wants: string
  readonly example: string
  readonly required?: true
  ok(value: unknown): boolean
}

/** One for each option, so that none can be forgotten. */
export type Kinds<O extends object> = { readonly [K in keyof Required<O>]: Kind }

/** So many changes still make a slip of the keyboard. */
const A_SLIP = 3

/**
 * What was given, as it is. Throws `drill-invalid` with the place of the call for anything but these options. `chosen`:
 * parameters that no option sets, by name, with their choices. An option given as undefined is not given.
 */
export function optionsOf<O extends object>(
  factory: string,
  given: O,
  known: Kinds<O>,
  chosen: Readonly<Record<string, readonly string[]>> = {},
): O {
  const place = here()
  const kinds = Object.entries<Kind>(known)
  if (!isFields(given)) {
    const hint = `Write ${factory}({ ${kinds[0]![0]}: ${kinds[0]![1].example} }) or the like.`
    throw mistake(place, `${factory}(${shown(given)}): options are given by name.`, hint)
  }
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(known, name)) continue
    const { what, hint } = unknown(name, Object.keys(known), chosen)
    throw mistake(place, `${factory}({ ${name} }): unknown option${what}`, hint)
  }
  for (const [name, kind] of kinds) {
    const value = given[name]
    const written = `{ ${name}: ${kind.example} }`
    if (value === undefined && kind.required) {
      throw mistake(place, `${factory}({ ${name} }): it is missing.`, `Write ${factory}(${written}).`)
    }
    if (value === undefined || kind.ok(value)) continue
    const hint = `Write ${written}${kind.required ? '.' : ', or leave it out.'}`
    throw mistake(place, `${factory}({ ${name} }): ${shown(value)} is not ${kind.wants}.`, hint)
  }
  return given
}

function unknown(
  name: string,
  names: readonly string[],
  chosen: Readonly<Record<string, readonly string[]>>,
): { what: string; hint: string } {
  if (Object.hasOwn(chosen, name)) {
    const hint = `Leave it out, and write --set ${name}=…: ${chosen[name]!.join(', ')}.`
    return { what: '; it is chosen when the drill is run.', hint }
  }
  const near = closest(name, names)
  const what = distance(name, near) <= Math.min(A_SLIP, name.length - 1) ? `; did you mean ${near}?` : '.'
  return { what, hint: `It takes ${names.join(', ')}.` }
}

/** A time above 0. */
export const time: Kind = {
  wants: 'a duration above 0',
  example: "'20s'",
  ok: (value) => readable(value, (text) => durationMs(text) > 0),
}

export const timeOrLongEnough: Kind = {
  wants: "a duration above 0, nor 'long-enough'",
  example: "'20s'",
  ok: (value) => value === 'long-enough' || time.ok(value),
}

export const rate: Kind = {
  wants: 'a rate',
  example: "'200/s'",
  ok: (value) => readable(value, (text) => perSecond(text) > 0),
}

/** A percentage above 0. */
export const share: Kind = {
  wants: 'a percentage above 0',
  example: "'5%'",
  ok: (value) => readable(value, (text) => ratio(text) > 0),
}

export const flag: Kind = {
  wants: 'true or false',
  example: 'false',
  ok: (value) => typeof value === 'boolean',
}

/** A number from 0 on. */
export const count: Kind = {
  wants: 'a number from 0 on',
  example: '10',
  ok: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
}

export const release: Kind = {
  wants: 'a release',
  example: "release('1.2.0')",
  ok: (value) => attempt(() => releaseOf('', '', value as never)),
}

/** It is called when the drill is resolved. */
export const madeRelease: Kind = {
  wants: 'a function that gives a release',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is how the option is written.
  example: '(bad) => release(`1.0.1-${bad}`)',
  ok: (value) => typeof value === 'function',
}

export const triggers: Kind = {
  wants: 'a list of conditions',
  example: "[trigger(errors().above('2%'), { over: '3s' })]",
  ok: (value) =>
    Array.isArray(value) && value.every((each) => isFields(each) && typeof each.kind === 'string'),
}

export const line: Kind = {
  wants: 'a text or a pattern to look for',
  example: '/crash loop/',
  ok: (value) => value instanceof RegExp || isText(value),
}

/** What is called so in the configuration, or by the app. */
export function named(what: string, example: string): Kind {
  return { wants: `the name of ${what}`, example: `'${example}'`, ok: isText }
}

export function names(what: string, example: string): Kind {
  const ok = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText)
  return { wants: `a list of names of ${what}`, example: `['${example}']`, ok }
}

export function oneOf(choices: readonly string[]): Kind {
  const wants = `one of ${choices.join(', ')}`
  return { wants, example: `'${choices[0]}'`, ok: (value) => choices.includes(value as string) }
}

/** Just these fields, and each is right. */
export function fields(
  wants: string,
  example: string,
  of: Readonly<Record<string, (value: unknown) => boolean>>,
): Kind {
  const ok = (value: unknown) =>
    isFields(value) &&
    Object.keys(value).every((name) => Object.hasOwn(of, name)) &&
    Object.entries(of).every(([name, right]) => right(value[name]))
  return { wants, example, ok }
}

/** Each field is a text, which may be empty. */
export function isTexts(value: unknown): value is Record<string, string> {
  return isFields(value) && Object.values(value).every((each) => typeof each === 'string')
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

const LEDGER: Kind = {
  wants: 'a list of writes, jobs',
  example: "['writes']",
  ok: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((each) => each === 'writes' || each === 'jobs'),
}

/** The options that every stock drill has. */
export const COMMON = {
  load: named('a load', 'shop'),
  ledger: LEDGER,
  rate,
  baseline: time,
  settled: time,
} as const

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readable(value: unknown, read: (text: string) => boolean): boolean {
  return typeof value === 'string' && attempt(() => read(value))
}

function attempt(act: () => unknown): boolean {
  try {
    return act() !== false
  } catch {
    return false
  }
}

/** What is in an object may be a secret: it is not shown. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
