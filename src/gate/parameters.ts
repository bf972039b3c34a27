/** Had two runs the same values of their drill's parameters, however these were written? Pure. */
import { isDeepStrictEqual } from 'node:util'
import type { Json, JsonObject } from '../drill/model.ts'
import { durationMs, perSecond, ratio } from '../units.ts'

/** `options` of two runs' first events. What one of them does not tell may be the same. */
export function mayBeSameParameters(a: JsonObject, b: JsonObject): boolean {
  const [one, other] = [paramsOf(a), paramsOf(b)]
  return Object.entries(one).every(
    ([name, value]) => !Object.hasOwn(other, name) || isSame(value, other[name] ?? null),
  )
}

/** Of the first event's `options`: every parameter with its value; none where the record does not tell. */
export function paramsOf({ params }: JsonObject): JsonObject {
  return typeof params === 'object' && params !== null && !Array.isArray(params) ? params : {}
}

function isSame(a: Json, b: Json): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return isDeepStrictEqual(a, b)
  return a === b || UNITS.some((read) => isSameRead(a, b, read))
}

const UNITS = [durationMs, perSecond, ratio]

function isSameRead(a: string, b: string, read: (text: string) => number): boolean {
  try {
    return read(a) === read(b)
  } catch {
    // One of them is not of this unit.
    return false
  }
}
