/** What no configuration can look like, found before anything goes through it level by level. */
import { FiredrillError } from '../errors.ts'
import { isPlain } from './env.ts'

/** Far deeper than any field. */
const MOST_LEVELS = 50

/** Throws `config-invalid` for what is nested without end, or so deep that it may be, and for a name that is none. */
export function refuseShape(raw: unknown, file: string): void {
  look(raw, [], file)
}

function look(value: unknown, path: readonly string[], file: string): void {
  if (!Array.isArray(value) && !isPlain(value)) return
  if (path.length > MOST_LEVELS) {
    const problem = `is nested more than ${MOST_LEVELS} levels deep, or holds itself`
    throw invalid(path.slice(0, 5), problem, file)
  }
  for (const [key, inner] of Object.entries(value)) {
    if (Array.isArray(value) && !/^\d+$/.test(key))
      throw invalid([...path, key], 'is no element of a list', file)
    // In JavaScript it is no key like any other: what is put there is lost.
    if (key === '__proto__') throw invalid([...path, key], 'cannot be a name', file)
    look(inner, [...path, key], file)
  }
}

function invalid(path: readonly string[], problem: string, file: string): FiredrillError {
  return new FiredrillError('config-invalid', `${path.join('.')}: ${problem}`, {
    hint: `Correct this field in ${file}.`,
  })
}
