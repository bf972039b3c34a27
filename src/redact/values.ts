/** How far a value reaches that stands after the name of a secret, in whatever a program may write. */
import type { Range } from './ranges.ts'

const LONGEST = 16_384
const [TAB, LINE_END, BLANK] = [0x09, 0x0a, 0x20]
const [COMMA, COLON, SEMICOLON, LESS, EQUALS, GREATER] = [0x2c, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e]
const [BACKSLASH, DOLLAR, STAR, DASH, BRACE] = [0x5c, 0x24, 0x2a, 0x2d, 0x7b]
/** `‹` and `…` in UTF-8 begin so: what is shown in place of something. */
const [SHOWN, SHOWN_ON] = [0xe2, 0x80]
const SLASH = 0x2f
/** Of a shell, where it is: `PWD=/srv/app`. */
const PWD_LENGTH = 3
const QUOTES = new Set(Buffer.from('"\'`'))
/** May stand between a name and what divides it from its value. */
const CLOSING = new Set(Buffer.from('"\'`\\]'))
const OPENING = new Set(Buffer.from('[('))
const ENDS = new Set(Buffer.from(' \t\r\n;&,"\'`<>)}]|\\'))
const ENDS_COOKIE = new Set(Buffer.from(' \t\r\n"\'`\\<'))
const ENDS_LINE = new Set(Buffer.from("\r\n'`\\"))
const NOTHING = /^(true|false|null|none|nil|undefined|yes|no)$/i
const SCHEME = /^(bearer|basic|token|apikey|negotiate|ntlm|dpop|gnap)[ \t]+/i
/** Their values go on over commas and blanks. */
const LONG_SCHEME = /^(digest|hawk|signature|aws4-[a-z0-9-]+)[ \t]/i
const LONGEST_SCHEME = 40
const LONGEST_NAME = 64

/** Of the name at `start` to `end`; null where no value follows, or none that hides anything. */
export function valueAfter(bytes: Uint8Array, start: number, end: number, isHeader: boolean): Range | null {
  let at = end
  while (at < end + 6 && CLOSING.has(bytes[at] ?? 0)) at += 1
  const isQuoted = at > end
  const afterName = at
  at = overBlanks(bytes, at)
  if (bytes[at] === COLON || bytes[at] === EQUALS) {
    at += 1
    // `=>` and `:=`.
    if (bytes[at] === GREATER || bytes[at] === EQUALS) at += 1
  } else if (bytes[at] === COMMA && isQuoted) {
    return nextInList(bytes, start, overBlanks(bytes, at + 1))
  } else if (at === afterName || !isOption(bytes, start)) {
    return null
  }
  at = overBlanks(bytes, at)
  for (let brackets = 0; brackets < 2 && OPENING.has(bytes[at] ?? 0); brackets++)
    at = overBlanks(bytes, at + 1)
  if (end - start === PWD_LENGTH && bytes[at] === SLASH) return null
  const quote = quoteAt(bytes, at)
  const from = quote?.start ?? at
  // Before its end is looked for: a line of such values alone would take its square.
  if (beginsShown(bytes, from)) return null
  const range = { start: from, end: quote ? quotedEnd(bytes, quote) : bareEnd(bytes, at, isHeader) }
  return isShown(bytes, range, isQuoted && quote === null) ? null : range
}

/** Of a list of names and values by turns, as Node tells headers: `["Cookie","a=b"]`. In an object a name comes next. */
function nextInList(bytes: Uint8Array, name: number, from: number): Range | null {
  const quote = QUOTES.has(bytes[beginOf(bytes, name) - 1] ?? 0) ? quoteAt(bytes, from) : null
  if (quote === null || beginsShown(bytes, quote.start)) return null
  const value = { start: quote.start, end: quotedEnd(bytes, quote) }
  if (isShown(bytes, value, false)) return null
  let after = value.end
  while (after < value.end + 6 && CLOSING.has(bytes[after] ?? 0)) after += 1
  return bytes[overBlanks(bytes, after)] === COLON ? null : value
}

function overBlanks(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < from + 8 && (bytes[at] === BLANK || bytes[at] === TAB)) at += 1
  return at
}

/** `--api-token abc`. */
function isOption(bytes: Uint8Array, ending: number): boolean {
  const at = beginOf(bytes, ending)
  return bytes[at] === DASH && bytes[at + 1] === DASH
}

/** Of the name whose ending begins here. */
function beginOf(bytes: Uint8Array, ending: number): number {
  let at = ending
  while (at > 0 && ending - at < LONGEST_NAME && isOfName(bytes[at - 1] as number)) at -= 1
  return at
}

function isOfName(byte: number): boolean {
  const lower = byte | 0x20
  return (lower >= 0x61 && lower <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === DASH || byte === 0x5f
}

interface Quote {
  /** The first byte after it. */
  start: number
  quote: number
  /** How many backslashes stand before it: it may be escaped itself. */
  depth: number
}

function quoteAt(bytes: Uint8Array, from: number): Quote | null {
  let open = from
  while (open < from + 8 && bytes[open] === BACKSLASH) open += 1
  const quote = bytes[open] ?? 0
  return QUOTES.has(quote) ? { start: open + 1, quote, depth: open - from } : null
}

/** Where it closes; the line's end where it does not. */
function quotedEnd(bytes: Uint8Array, { start, quote, depth }: Quote): number {
  const most = Math.min(bytes.length, start + LONGEST)
  let at = start
  for (let slashes = 0; at < most && bytes[at] !== LINE_END; at++) {
    if (bytes[at] === quote && (depth === 0 ? slashes % 2 === 0 : slashes === depth)) return at - depth
    slashes = bytes[at] === BACKSLASH ? slashes + 1 : 0
  }
  return at
}

function bareEnd(bytes: Uint8Array, from: number, isHeader: boolean): number {
  if (!isHeader) return endBy(bytes, from, ENDS)
  const begin = String.fromCharCode(...bytes.subarray(from, from + LONGEST_SCHEME))
  if (LONG_SCHEME.test(begin)) return endBy(bytes, from, ENDS_LINE)
  const scheme = SCHEME.exec(begin)?.[0].length ?? 0
  let end = endBy(bytes, from + scheme, scheme > 0 ? ENDS : ENDS_COOKIE)
  // A cookie's further parts.
  while (bytes[end - 1] === SEMICOLON && bytes[end] === BLANK && end - from < LONGEST)
    end = endBy(bytes, end + 1, ENDS_COOKIE)
  return end
}

function endBy(bytes: Uint8Array, from: number, ends: ReadonlySet<number>): number {
  const most = Math.min(bytes.length, from + LONGEST)
  let at = from
  while (at < most && !ends.has(bytes[at] as number)) at += 1
  return at
}

/** What is hidden already, or is to be filled in. */
function beginsShown(bytes: Uint8Array, start: number): boolean {
  const first = bytes[start]
  if (first === STAR || first === BRACE || first === LESS) return true
  return first === SHOWN && bytes[start + 1] === SHOWN_ON
}

/** Nothing, a word that says so, or a reference. `isJson`: a bare value of a quoted name. */
function isShown(bytes: Uint8Array, { start, end }: Range, isJson: boolean): boolean {
  if (end <= start) return true
  const first = bytes[start]
  if (first === DOLLAR && /^\$\{?\w+\}?$/.test(textOf(bytes, start, end))) return true
  if (end - start > 16) return false
  const text = textOf(bytes, start, end)
  return NOTHING.test(text) || (isJson && /^-?[\d.]+$/.test(text))
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.subarray(start, Math.min(end, start + 200))).toString('latin1')
}
