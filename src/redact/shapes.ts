/** Secrets that show by what stands before them: the password of a URL, and the value of what is named as a secret. */
import type { Range } from './ranges.ts'
import { isHeader, SECRET_NAMES } from './secret-names.ts'
import { valueAfter } from './values.ts'

const LONGEST_AUTHORITY = 2048
const AUTHORITY = Buffer.from('://')
const [COLON, AT, QUOTE_BEGIN] = [0x3a, 0x40, 0xe2]
/** `/`, `?` and `#` end the part of a URL in which its user and password stand. */
const AFTER_AUTHORITY = [0x2f, 0x3f, 0x23]
const NOT_IN_URL = new Set(Buffer.from('"\'<>`\\'))

/** In the order in which they stand, by either kind. Linear. */
export function shapeRanges(bytes: Uint8Array): Range[] {
  return [...urlPasswords(bytes), ...namedValues(bytes)]
}

function namedValues(bytes: Uint8Array): Range[] {
  const found: Range[] = []
  let hiddenTo = 0
  SECRET_NAMES.scan(bytes, (ending, start, end) => {
    // Within what is hidden already nothing more has to be looked for: a line of names alone would take its square.
    if (start < hiddenTo) return
    const value = valueAfter(bytes, start, end, isHeader(ending))
    if (value === null) return
    found.push(value)
    hiddenTo = value.end
  })
  return found
}

function urlPasswords(bytes: Uint8Array): Range[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const found: Range[] = []
  for (let at = text.indexOf(AUTHORITY); at >= 0; at = text.indexOf(AUTHORITY, at + AUTHORITY.length)) {
    const password = passwordIn(bytes, at + AUTHORITY.length)
    if (password !== null) found.push(password)
  }
  return found
}

/** From the first colon to the last `@` before the path. A password that should have been escaped may have a slash. */
function passwordIn(bytes: Uint8Array, from: number): Range | null {
  const most = Math.min(bytes.length, from + LONGEST_AUTHORITY)
  let end = from
  while (end < most && !isOutside(bytes[end] as number) && !AFTER_AUTHORITY.includes(bytes[end] as number))
    end += 1
  const authority = bytes.subarray(from, end)
  const colon = authority.indexOf(COLON)
  if (colon < 0) return null
  const at = authority.lastIndexOf(AT)
  if (at > colon) return shownAs(bytes, from + colon + 1, from + at)
  if (at >= 0 || isNumber(authority.subarray(colon + 1))) return null
  while (end < most && !isOutside(bytes[end] as number) && bytes[end] !== AT) end += 1
  return bytes[end] === AT ? shownAs(bytes, from + colon + 1, end) : null
}

/** Null for what is no password any more, as in `‹env PASSWORD›`, and for what is to be filled in. */
function shownAs(bytes: Uint8Array, start: number, end: number): Range | null {
  const isTemplate = bytes[start] === 0x7b && bytes[end - 1] === 0x7d
  return start >= end || bytes[start] === QUOTE_BEGIN || isTemplate ? null : { start, end }
}

function isOutside(byte: number): boolean {
  return byte <= 0x20 || NOT_IN_URL.has(byte)
}

/** A port, or nothing. */
function isNumber(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x30 && byte <= 0x39)
}
