/** Secrets within a secret: the passwords of connection strings, the lines of a key, the fields of a JSON document. */
import { isSecretName } from './secret-names.ts'
import { shapeRanges } from './shapes.ts'

const LEAST_LINE = 16
/** In other words, and in programs, everywhere: as a secret of its own such a password would be found all over. */
const COMMON = new Set(
  [
    'password',
    'postgres',
    'mysql',
    'redis',
    'root',
    'admin',
    'test',
    'guest',
    'user',
    'pass',
    'example',
  ].concat(['secret', 'changeme', 'token', 'docker', 'localhost', 'default', 'development', 'production']),
)

export function isCommon(word: string): boolean {
  return COMMON.has(word.toLowerCase())
}

/** A URL with a password, or `password=…` among others. */
export function hasCredential(text: string): boolean {
  return shapeRanges(Buffer.from(text)).length > 0
}

/**
 * As written and as meant. One that stands elsewhere in it too (`postgres://app:app@…`), or is a word that everybody
 * uses, is left out: it would be found in every other text.
 */
export function credentialsIn(text: string): string[] {
  return [...new Set([...passwordsIn(text), ...linesOf(text), ...fieldsOf(text)])]
}

function passwordsIn(text: string): string[] {
  const bytes = Buffer.from(text)
  return shapeRanges(bytes).flatMap(({ start, end }) => {
    const rest = `${bytes.subarray(0, start)}\n${bytes.subarray(end)}`
    const written = bytes.subarray(start, end).toString()
    return [written, decoded(written)].filter((each) => !rest.includes(each) && !isCommon(each))
  })
}

/** Each may be logged by itself. What opens and closes a key is no secret. */
function linesOf(text: string): string[] {
  if (!text.includes('\n')) return []
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.length >= LEAST_LINE && !line.startsWith('-----'))
}

function fieldsOf(text: string): string[] {
  if (!text.trimStart().startsWith('{')) return []
  try {
    return secretFields(JSON.parse(text), '')
  } catch {
    return []
  }
}

function secretFields(value: unknown, name: string): string[] {
  if (typeof value === 'string') return isSecretName(name) ? [value, ...linesOf(value)] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => secretFields(inner, key))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
