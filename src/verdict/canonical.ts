import { type Verdict, verdictSchema } from './schema.ts'

/** `verdict.json`: keys in the schema's order, those of free records sorted, two spaces, a newline at the end. */
export function canonicalVerdict(verdict: Verdict): string {
  const ordered = verdictSchema.parse(verdict)
  const whole: Verdict = { ...ordered, params: sorted(ordered.params), versions: sorted(ordered.versions) }
  return `${JSON.stringify(whole, null, 2)}\n`
}

/** The same value with the keys of every object in it sorted. */
function sorted<T>(value: T): T {
  return sortKeys(value) as T
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]))
}
