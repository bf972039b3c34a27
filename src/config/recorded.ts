/** The configuration as it may be kept: plain JSON, no value of the environment, no function. */
import type { Json, JsonObject } from '../drill/model.ts'
import type { EnvRef } from './env.ts'
import { isEnvRef, isPlain } from './env.ts'

/** For the run record. References are kept by their variable's name: `‹env DATABASE_URL›`. */
export function recordable(raw: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]) => (value === undefined ? [] : [[key, toJson(value)]])),
  )
}

export function shownRef(ref: EnvRef): string {
  return `‹env ${ref.env}›`
}

function toJson(value: unknown): Json {
  if (isEnvRef(value)) return shownRef(value)
  if (Array.isArray(value)) return value.map(toJson)
  if (value instanceof RegExp) return String(value)
  if (typeof value === 'function') return '‹function›'
  if (isPlain(value)) return recordable(value)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  return typeof value === 'number' && Number.isFinite(value) ? value : String(value)
}
