/**
 * An undo may need a secret. In the journal its name stands in place of its value, `‹env DATABASE_URL›`, and whoever
 * undoes looks the value up again: the watchdog was given it by the run, `recover` reads environment and configuration.
 */
import { hides } from './deep.ts'
import { SHORTEST } from './forms.ts'
import type { Known, Redaction } from './redaction.ts'
import { isSecretName, isSecretOption } from './secret-names.ts'
import { REDACTED } from './shown.ts'

/** `‹env X›`, `‹configuration target.options.secrets.0#1›`. */
const REFERENCE = /‹((?:env|environment|configuration) [^‹›]*)›/g

/** Plain data as a journal may hold it. What has no name is hidden for good: nobody else can use it then. */
export function withReferences<T>(value: T, redaction: Pick<Redaction, 'hidden' | 'values'>): T {
  const values = redaction.values()
  return texts(value, '', (text, field) => {
    // What looks like a reference and is none would be taken for one.
    const own = text.replaceAll(REFERENCE, REDACTED)
    if (own !== text) return own
    const isSecret = isSecretName(field) && hides(text)
    if (!isSecret && redaction.hidden(text) === text) return text
    const parts = namedIn(text, values)
    if (isSecret && !parts.some(({ isName }) => isName)) return REDACTED
    return parts.map((part) => (part.isName ? part.text : redaction.hidden(part.text))).join('')
  }) as T
}

export interface Resolved<T> {
  value: T
  /** Names that are not known here. */
  missing: string[]
  /** Something of it was hidden for good. */
  isHidden: boolean
}

export function resolveReferences<T>(value: T, known: (called: string) => string | undefined): Resolved<T> {
  const missing = new Set<string>()
  let isHidden = false
  const resolved = texts(value, '', (text) => {
    isHidden ||= text.includes(REDACTED)
    return text.replaceAll(REFERENCE, (reference, called: string) => {
      const found = known(called)
      if (found === undefined) missing.add(called)
      return found ?? reference
    })
  }) as T
  return { value: resolved, missing: [...missing], isHidden }
}

interface Part {
  text: string
  isName: boolean
}

/** The longest value first; what stands within a name already is left alone. */
function namedIn(text: string, values: readonly (Known & { called: string })[]): Part[] {
  const whole = values.find(({ value }) => value === text)
  if (whole) return [{ text: `‹${whole.called}›`, isName: true }]
  let parts: Part[] = [{ text, isName: false }]
  for (const { called, value } of values) {
    // One of a few characters would be found in the names of others.
    if (value.length < SHORTEST) continue
    const name: Part = { text: `‹${called}›`, isName: true }
    parts = parts.flatMap((part) => (part.isName ? [part] : joined(part.text.split(value), name)))
  }
  return parts
}

function joined(texts: readonly string[], name: Part): Part[] {
  return texts.flatMap((text, index) => [...(index === 0 ? [] : [name]), { text, isName: false }])
}

/** In a list of arguments a secret is told by the option before it. */
function optionOf(before: unknown): string | null {
  return typeof before === 'string' && isSecretOption(before) ? before : null
}

function texts(value: unknown, field: string, change: (text: string, field: string) => string): unknown {
  if (typeof value === 'string') return change(value, field)
  if (Array.isArray(value))
    return value.map((item, index) => texts(item, optionOf(value[index - 1]) ?? field, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, texts(inner, name, change)]))
}
