/** What may differ from run to run: `--set rate=50/s`. Values keep the form in which a person writes them. */

import { FiredrillError } from '../errors.ts'
import type { Duration, Percentage, Rate } from '../units.ts'
import { durationMs, perSecond, ratio } from '../units.ts'
import type { Json } from './model.ts'
import { here, readAt } from './place.ts'
import type { LongEnough } from './steps.ts'

export interface Param<V> {
  readonly kind: 'param'
  /** `rate`, `duration`, …, for plans and messages. */
  readonly type: string
  readonly default: V
  /** The names that may be given; null: any value of the type. */
  readonly options: readonly string[] | null
  /** The value of a text; throws an error that says what would be right. */
  read(text: string): V
  /** The value as it is recorded. */
  write(value: V): Json
}

export type Params = Readonly<Record<string, Param<unknown>>>
/** What the drill's body is given. */
export type ValuesOf<P extends Params> = { readonly [K in keyof P]: P[K] extends Param<infer V> ? V : never }
/** A fault function counts by its name. */
type Option = string | { readonly fault: string }

/** Declares a parameter by its default. */
export const param = {
  /** Events a second or minute: `200/s`. */
  rate: (value: Rate): Param<Rate> => written('rate', value, perSecond),
  /** `20s`, `150ms`, `2m`: above 0, or from `atLeast` on, which may be `0s`. */
  duration: (value: Duration, bounds: { atLeast?: Duration } = {}): Param<Duration> =>
    written('duration', value, timeOf(bounds)),
  /** What `hold` takes: a duration, as above, or `long-enough`. */
  hold: (value: Duration | LongEnough, bounds: { atLeast?: Duration } = {}): Param<Duration | LongEnough> => {
    const check = timeOf(bounds)
    return written('duration or long-enough', value, (text) => (text === 'long-enough' ? 0 : check(text)))
  },
  /** `99.9%`. */
  percentage: (value: Percentage): Param<Percentage> => written('percentage', value, ratio),
  /** Any number, or one from `atLeast` on. */
  number: (value: number, { atLeast }: { atLeast?: number } = {}): Param<number> => {
    readAt(here(), () => notBelow(value, atLeast))
    return readable('number', value, (text) => notBelow(readNumber(text), atLeast))
  },
  string: (value: string): Param<string> => readable('string', value, (text) => text),
  flag: (value: boolean): Param<boolean> => readable('flag', value, readFlag),
  /** One of these, the first by default; a fault function is given by its name: `--set lose=pause`. */
  oneOf: <const T extends readonly [Option, ...Option[]]>(...options: T): Param<T[number]> => ({
    kind: 'param',
    type: 'choice',
    default: options[0],
    options: options.map(nameOf),
    read: (text) => {
      const chosen = options.find((option) => nameOf(option) === text)
      if (chosen !== undefined) return chosen
      throw new TypeError(`"${text}" is not one of ${options.map(nameOf).join(', ')}.`)
    },
    write: nameOf,
  }),
} as const

function written<V extends string>(type: string, value: V, check: (text: string) => unknown): Param<V> {
  readAt(here(), () => check(value))
  const read = (text: string): V => {
    check(text)
    return text as V
  }
  return readable(type, value, read)
}

function readable<V extends Json>(type: string, value: V, read: (text: string) => V): Param<V> {
  return { kind: 'param', type, default: value, options: null, read, write: (given) => given }
}

function timeOf({ atLeast }: { atLeast?: Duration }): (text: string) => void {
  const leastMs = atLeast === undefined ? null : readAt(here(), () => durationMs(atLeast))
  return (text) => {
    const ms = durationMs(text)
    if (leastMs === null ? ms > 0 : ms >= leastMs) return
    throw outOfBounds(text, leastMs === null ? 'above 0' : `at least ${atLeast}`)
  }
}

function notBelow(value: number, least: number | undefined): number {
  if (least === undefined || value >= least) return value
  throw outOfBounds(String(value), `at least ${least}`)
}

function outOfBounds(text: string, bound: string): FiredrillError {
  return new FiredrillError('value-invalid', `${text} is out of bounds.`, { hint: `It has to be ${bound}.` })
}

function readNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value)) return value
  throw new TypeError(`"${text}" is not a number.`)
}

function readFlag(text: string): boolean {
  if (text === 'true' || text === 'yes' || text === '') return true
  if (text === 'false' || text === 'no') return false
  throw new TypeError(`"${text}" is neither true nor false.`)
}

function nameOf(option: Option): string {
  return typeof option === 'string' ? option : option.fault
}
