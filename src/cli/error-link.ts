/** The section of docs/errors.md about a code, at the place where that file really is: beside the sources, or in the package. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ERRORS, type ErrorCode } from '../errors.ts'
import { shownPath } from './shown-path.ts'

const PAGE = fileURLToPath(new URL('../../docs/errors.md', import.meta.url))

/** Null for a code that another version of firedrill knows. Relative where the page lies below the working directory. */
export function errorLink(code: string): string | null {
  if (!Object.hasOwn(ERRORS, code)) return null
  const { exit } = ERRORS[code as ErrorCode]
  return `${shownPath(PAGE)}#${code}-exit-${exit}`
}

/** Pages that hints name. A file of the project may lie at docs/ too. */
const NAMED = /(?<![\w/.])docs\/((?:gate|guards|instruments|lease|ledger|processes|prove|vitest)\.md)/g

/** The text with each page of firedrill's docs that it names, `docs/gate.md`, at the place where it really is. */
export function withRealPages(text: string): string {
  return text.replaceAll(NAMED, (_named, page: string) => shownPath(join(dirname(PAGE), page)))
}
