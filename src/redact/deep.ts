/** Texts within plain data: values, and names of fields. */
import { isSecretName, isSecretOption } from './secret-names.ts'
import { REDACTED } from './shown.ts'

export interface Telling {
  text(text: string): string
  /** Is it as a whole a secret? */
  isSecret(text: string): boolean
}

/**
 * `own`: a record's own data, whose words of firedrill stay, and whose numbers are measured. `others`: what somebody
 * else wrote, in which a number that is a secret, as a whole, is hidden too.
 */
export type DataOf = 'own' | 'others'

/** Fields that hold words of firedrill's own, by which a record is read back. */
const OWN_FIELDS = new Set(
  [
    'type',
    'kind',
    'ref',
    'op',
    'by',
    'over',
    'wrong',
    'without',
    'atLeast',
    'because',
    'unit',
    'strategy',
  ].concat(
    ['outcome', 'when', 'code', 'decision', 'direction', 'signal', 'action', 'run', 'errorCode', 'cleanup'],
    ['health', 'fault'],
  ),
)
const OWN_WORD = /^[a-zA-Z][a-zA-Z-]{0,31}$/
/** As a secret it would have been guessed long ago. */
const LEAST_SECRET = 12

/** What has nothing to hide is the same object. */
export function deepRedacted<T>(value: T, telling: Telling, of: DataOf): T {
  return walk(value, '', telling, of) as T
}

function walk(value: unknown, name: string, telling: Telling, of: DataOf): unknown {
  if (typeof value === 'string') return told(value, name, telling, of)
  if (typeof value === 'number' && of === 'others') return telling.isSecret(String(value)) ? REDACTED : value
  if (Array.isArray(value)) return list(value, name, telling, of)
  return isPlain(value) ? fields(value, telling, of) : value
}

function told(text: string, name: string, telling: Telling, of: DataOf): string {
  if (of === 'own' && OWN_FIELDS.has(name) && OWN_WORD.test(text)) {
    return telling.isSecret(text) && text.length >= LEAST_SECRET ? REDACTED : text
  }
  return isSecretName(name) && hides(text) ? REDACTED : telling.text(text)
}

/** Neither nothing, nor a reference, nor what is hidden already: for fields that are named as secrets. */
export function hides(text: string): boolean {
  return text !== '' && !/^(‹.*›|\*+|\$\{?\w+\}?|\{[\w.]+\})$/.test(text)
}

function list(items: readonly unknown[], name: string, telling: Telling, of: DataOf): unknown {
  const all = items.map((item, index) => {
    const before = items[index - 1]
    const isValue = typeof before === 'string' && isSecretOption(before)
    return isValue && typeof item === 'string' ? REDACTED : walk(item, name, telling, of)
  })
  return all.some((item, index) => item !== items[index]) ? all : items
}

function fields(record: Record<string, unknown>, telling: Telling, of: DataOf): unknown {
  let changed = false
  const entries = Object.entries(record).map(([name, value]): [string, unknown] => {
    const entry: [string, unknown] = [telling.text(name), walk(value, name, telling, of)]
    changed ||= entry[0] !== name || entry[1] !== value
    return entry
  })
  return changed ? Object.fromEntries(entries) : record
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
