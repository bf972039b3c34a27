/** Checks a part of the configuration by its schema, and says of every wrong field where it is and what was expected. */
import { closest } from 'fastest-levenshtein'
import type { z } from 'zod'
import { FiredrillError } from '../errors.ts'
import { Expectations } from './expected.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** So much of a value is shown. */
const MOST_SHOWN = 200

/** Messages that Zod makes itself, as against those that a schema gives. */
const ZODS_OWN = /^(Invalid|Too (small|big)|Unrecognized)/

/**
 * The value as the schema gives it back; throws `config-invalid` with one line for each wrong field. `at` is where
 * the value lies in the configuration (`target`), empty for the whole; `file` is named in the hint.
 */
export function checkConfig<T>(
  schema: z.ZodType<T>,
  value: unknown,
  { at = '', file }: { at?: string; file: string },
): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const problems = problemsOf(schema, parsed.error.issues, value, at)
  throw new FiredrillError('config-invalid', problems.join('\n'), {
    hint: `Correct ${problems.length === 1 ? 'this field' : 'these fields'} in ${file}.`,
    cause: parsed.error,
  })
}

/** `target.instances: expected a whole number ≥ 1, got "two"`. */
export function problemsOf(schema: z.ZodType, issues: readonly Issue[], value: unknown, at = ''): string[] {
  const expectations = new Expectations(schema)
  const lines = issues.flatMap((issue) => linesOf(issue, issue.path, value, expectations))
  return [...new Set(lines.map(({ path, what }) => `${pathText(at, path)}: ${what}`))]
}

interface Line {
  path: Path
  what: string
}

function linesOf(issue: Issue, path: Path, root: unknown, expectations: Expectations): Line[] {
  if (issue.code === 'unrecognized_keys') {
    const known = expectations.fields(path)
    return issue.keys.map((key) => ({ path: [...path, key], what: unknownField(key, known) }))
  }
  if (issue.code === 'invalid_union') {
    const branch = likeliest(issue.errors)
    if (branch) return branch.flatMap((inner) => linesOf(inner, [...path, ...inner.path], root, expectations))
  }
  const got = `, got ${shown(valueAt(root, path))}`
  if (!ZODS_OWN.test(issue.message)) {
    return [{ path, what: issue.message.startsWith('expected') ? `${issue.message}${got}` : issue.message }]
  }
  const expected = expectations.at(path)
  return [{ path, what: expected === null ? `${issue.message}${got}` : `expected ${expected}${got}` }]
}

/** The member of a union that was meant: one whose type fits and only its fields are wrong, the fewest of them. */
function likeliest(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return branches
    .filter(
      (issues) =>
        issues.length > 0 && !issues.some(({ path, code }) => path.length === 0 && code === 'invalid_type'),
    )
    .toSorted((a, b) => a.length - b.length)[0]
}

function unknownField(key: string, known: readonly string[]): string {
  return known.length === 0
    ? 'is not a known field'
    : `is not a known field; did you mean "${closest(key.slice(0, MOST_SHOWN), known)}"?`
}

function pathText(at: string, path: Path): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return `${at}${text}`.replace(/^\./, '') || 'the configuration'
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    root,
  )
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN).toWellFormed()}…` : text
}
