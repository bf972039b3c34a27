/** The section of docs/errors.md about a code, at the place where that file really is: beside the sources, or in the package. */
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ERRORS, type ErrorCode } from '../errors.ts'

const PAGE = fileURLToPath(new URL('../../docs/errors.md', import.meta.url))

/** Null for a code that another version of firedrill knows. Relative where the page lies below the working directory. */
export function errorLink(code: string): string | null {
  if (!Object.hasOwn(ERRORS, code)) return null
  const { exit } = ERRORS[code as ErrorCode]
  const shown = relative(process.cwd(), PAGE)
  return `${shown.startsWith('..') ? PAGE : shown}#${code}-exit-${exit}`
}
