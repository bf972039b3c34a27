/** The configuration as it may be kept: plain JSON, no value of the environment, no function. */
import type { Json, JsonObject } from '../drill/model.ts'
import type { EnvRef } from './env.ts'
import { isEnvRef, isPlain } from './env.ts'

const REDACTED = '‹redacted›'
/** A shorter secret is replaced only where it is the whole text: it would be found in every other word. */
const SHORTEST_PART = 4

/**
 * For the run record. References are kept by their variable's name: `‹env DATABASE_URL›`; the `secrets` are taken out
 * of every text.
 */
export function recordable(
  raw: Readonly<Record<string, unknown>>,
  secrets: readonly string[] = [],
): JsonObject {
  // The longest first: one may be a part of another.
  return recorded(
    raw,
    secrets.toSorted((a, b) => b.length - a.length),
  )
}

function recorded(raw: Readonly<Record<string, unknown>>, secrets: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, toJson(value, secrets)]],
    ),
  )
}

export function shownRef(ref: EnvRef): string {
  return `‹env ${ref.env}›`
}

function toJson(value: unknown, secrets: readonly string[]): Json {
  if (isEnvRef(value)) return shownRef(value)
  if (Array.isArray(value)) return value.map((each) => toJson(each, secrets))
  if (value instanceof RegExp) return String(value)
  if (typeof value === 'function') return '‹function›'
  if (isPlain(value)) return recorded(value, secrets)
  if (typeof value === 'string') return without(value, secrets)
  if (value === null || typeof value === 'boolean') return value
  return typeof value === 'number' && Number.isFinite(value) ? value : String(value)
}

function without(text: string, secrets: readonly string[]): string {
  if (secrets.includes(text)) return REDACTED
  const parts = secrets.filter((secret) => secret.length >= SHORTEST_PART)
  return parts.reduce((shown, secret) => shown.replaceAll(secret, REDACTED), text)
}
