/** What of a text is to be hidden: places, told in its bytes. */
import { isUtf8 } from 'node:buffer'
import type { Automaton } from './automaton.ts'
import { decodeOnce } from './decode.ts'
import { type Form, formsOf } from './forms.ts'
import { shapeRanges } from './shapes.ts'

export interface Range {
  start: number
  /** The first byte after it. */
  end: number
}

/** What is looked for. `secrets` finds the `forms`, by their index. */
export interface Wanted {
  secrets: Automaton
  forms: readonly Form[]
  patterns: readonly RegExp[]
}

/** JSON in JSON in the query of a URL in HTML. */
const DEEPEST = 4
const MARK = Buffer.from('…')
const MOST_MARKS = 16
const FARTHEST = 16_384

/**
 * Ranges in ascending order that do not touch. `isCut`: the text may end in the middle of a secret, whose beginning is
 * hidden then. Linear, but for the patterns.
 */
export function hiddenRanges(bytes: Uint8Array, wanted: Wanted, isCut: boolean): Range[] {
  const found: Range[] = []
  for (const { bytes: level, from } of levelsOf(bytes)) {
    const inText = ({ start, end }: Range): Range =>
      from === null ? { start, end } : { start: from[start] as number, end: from[end] as number }
    const begun = wanted.secrets.scan(level, (index, start, end) => {
      const range = wholeOf(level, { start, end }, wanted.forms[index]?.kind ?? 'plain')
      if (range !== null) found.push(inText(range))
    })
    if (isCut && begun > 0) found.push(inText({ start: level.length - begun, end: level.length }))
    for (const range of shapeRanges(level)) found.push(inText(range))
    for (const range of patternRanges(level, wanted.patterns)) found.push(inText(range))
  }
  return merged(found)
}

/**
 * Of a text that firedrill has shortened, the beginnings of secrets at the places where it did: `…` stands there. Looks
 * at the last few of them, and not far back.
 */
export function begunRanges(bytes: Uint8Array, wanted: Wanted): Range[] {
  const found: Range[] = []
  let at = lastIndexOf(bytes, bytes.length)
  for (let marks = 0; at >= 0 && marks < MOST_MARKS; marks++) {
    const from = Math.max(0, at - FARTHEST)
    for (const { start, end } of hiddenRanges(bytes.subarray(from, at), wanted, true))
      if (from + end === at) found.push({ start: from + start, end: at })
    at = lastIndexOf(bytes, at)
  }
  return found
}

function lastIndexOf(bytes: Uint8Array, before: number): number {
  return before < MARK.length
    ? -1
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf(MARK, before - MARK.length)
}

/** How the forms are compared: in the query of a URL a blank is a plus. */
export function foldSecret(byte: number): number {
  return byte === 0x2b ? 0x20 : byte
}

export function allFormsOf(secrets: readonly string[]): Form[] {
  return secrets.flatMap(formsOf)
}

/** The text itself, and what it is each time that one layer of escapes is taken off it. */
function levelsOf(bytes: Uint8Array): { bytes: Uint8Array; from: Int32Array | null }[] {
  const levels: { bytes: Uint8Array; from: Int32Array | null }[] = [{ bytes, from: null }]
  for (let depth = 0; depth < DEEPEST; depth++) {
    const outer = levels.at(-1)
    const decoded = outer ? decodeOnce(outer.bytes) : null
    if (!outer || decoded === null) break
    const { from } = outer
    levels.push({
      bytes: decoded.bytes,
      from: from === null ? decoded.from : decoded.from.map((at) => from[at] as number),
    })
  }
  return levels
}

/** Null for a number that is a part of a longer one. Of base64, a character that it shares with its neighbour, and the padding. */
function wholeOf(bytes: Uint8Array, { start, end }: Range, kind: Form['kind']): Range | null {
  if (kind === 'plain') return { start, end }
  if (kind === 'digits') return isDigit(bytes[start - 1]) || isDigit(bytes[end]) ? null : { start, end }
  let to = isBase64(bytes[end]) ? end + 1 : end
  for (let padding = 0; padding < 2 && bytes[to] === 0x3d; padding++) to += 1
  return { start: isBase64(bytes[start - 1]) ? start - 1 : start, end: to }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

function isBase64(byte: number | undefined): boolean {
  return byte !== undefined && /[\w+/-]/.test(String.fromCharCode(byte))
}

/** A match of nothing hides nothing. */
function patternRanges(bytes: Uint8Array, patterns: readonly RegExp[]): Range[] {
  if (patterns.length === 0) return []
  // Of what is no UTF-8 each byte is taken for a character, so that places are right.
  const isText = isUtf8(bytes)
  const encoding = isText ? 'utf8' : 'latin1'
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(encoding)
  const found: Range[] = []
  for (const pattern of patterns) {
    let [at, counted] = [0, 0]
    for (const match of text.matchAll(pattern)) {
      at += Buffer.byteLength(text.slice(counted, match.index), encoding)
      counted = match.index
      const length = Buffer.byteLength(match[0], encoding)
      if (length > 0) found.push({ start: at, end: at + length })
    }
  }
  return found
}

/** In ascending order; those that touch are one. */
export function merged(ranges: Range[]): Range[] {
  const sorted = ranges.filter(({ start, end }) => end > start).toSorted((a, b) => a.start - b.start)
  const whole: Range[] = []
  for (const range of sorted) {
    const last = whole.at(-1)
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end)
    else whole.push({ ...range })
  }
  return whole
}
