/**
 * Takes a text out of its escapes, whichever they are: percent encoding of URLs, backslashes of JSON, of shells and of
 * programming languages, entities of HTML and XML. What is no whole escape stays as it is.
 */
export interface Decoded {
  bytes: Uint8Array
  /** Where in the text each byte came from; one more, for the text's end. */
  from: Int32Array
}

const PERCENT = 0x25
const BACKSLASH = 0x5c
const AMPERSAND = 0x26
const SEMICOLON = 0x3b
const HASH = 0x23
const REPLACEMENT = 0xfffd
const LONGEST_ENTITY = 10
const LETTERS = new Map(
  [...'nrtbfvae'].map((letter, index) => [letter, [10, 13, 9, 8, 12, 11, 7, 27][index]]),
)
const ENTITIES = new Map([
  ['amp', 0x26],
  ['lt', 0x3c],
  ['gt', 0x3e],
  ['quot', 0x22],
  ['apos', 0x27],
])

/** Once; null where nothing is escaped. Linear. */
export function decodeOnce(bytes: Uint8Array): Decoded | null {
  const out = new Output(bytes)
  let at = nextEscape(bytes, 0)
  while (at < bytes.length) {
    out.copyTo(at)
    const taken = escapeAt(bytes, at, out)
    if (taken > 0) out.skipTo(at + taken)
    // Where there is no escape after all, its first byte is copied with what follows.
    at = nextEscape(bytes, at + Math.max(1, taken))
  }
  return out.end()
}

/** Where the next byte is that may begin one; the end where there is none. */
function nextEscape(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === PERCENT || byte === BACKSLASH || byte === AMPERSAND) return at
  }
  return bytes.length
}

/** How many bytes the escape at this place has; 0: there is none. */
function escapeAt(bytes: Uint8Array, at: number, out: Output): number {
  switch (bytes[at]) {
    case PERCENT: {
      const byte = hexAt(bytes, at + 1, 2)
      if (byte !== null) out.byte(byte, at)
      return byte === null ? 0 : 3
    }
    case BACKSLASH:
      return backslashAt(bytes, at, out)
    case AMPERSAND:
      return entityAt(bytes, at, out)
    default:
      return 0
  }
}

function backslashAt(bytes: Uint8Array, at: number, out: Output): number {
  const next = bytes[at + 1]
  if (next === undefined) return 0
  const letter = String.fromCharCode(next)
  if (letter === 'u') return unicodeAt(bytes, at, out)
  const byte = letter === 'x' ? hexAt(bytes, at + 2, 2) : null
  if (byte !== null) {
    out.byte(byte, at)
    return 4
  }
  out.byte(LETTERS.get(letter) ?? next, at)
  return 2
}

/** `\u00e9`, a pair of surrogates, `\u{1f600}`. */
function unicodeAt(bytes: Uint8Array, at: number, out: Output): number {
  if (bytes[at + 2] === 0x7b) {
    const close = bytes.subarray(at + 3, at + 10).indexOf(0x7d)
    const code = close < 1 ? null : hexAt(bytes, at + 3, close)
    if (code === null) return 0
    out.code(code, at)
    return close + 4
  }
  const unit = hexAt(bytes, at + 2, 4)
  if (unit === null) return 0
  const isHigh = unit >= 0xd800 && unit < 0xdc00
  const follows = isHigh && bytes[at + 6] === BACKSLASH && bytes[at + 7] === 0x75
  const low = follows ? hexAt(bytes, at + 8, 4) : null
  if (low !== null && low >= 0xdc00 && low < 0xe000) {
    out.code(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), at)
    return 12
  }
  out.code(unit, at)
  return 6
}

function entityAt(bytes: Uint8Array, at: number, out: Output): number {
  const length = bytes.subarray(at + 1, at + 2 + LONGEST_ENTITY).indexOf(SEMICOLON)
  if (length < 1) return 0
  const name = String.fromCharCode(...bytes.subarray(at + 1, at + 1 + length))
  const code = bytes[at + 1] === HASH ? numberOf(name) : (ENTITIES.get(name.toLowerCase()) ?? null)
  if (code === null) return 0
  out.code(code, at)
  return length + 2
}

/** `#39`, `#x27`. */
function numberOf(name: string): number | null {
  const [, hex, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name) ?? []
  if (hex !== undefined) return Number.parseInt(hex, 16)
  return decimal === undefined ? null : Number.parseInt(decimal, 10)
}

function hexAt(bytes: Uint8Array, at: number, digits: number): number | null {
  let value = 0
  for (let index = at; index < at + digits; index++) {
    const digit = digitOf(bytes[index] ?? 0)
    if (digit < 0) return null
    value = value * 16 + digit
  }
  return value
}

function digitOf(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** No escape is shorter than what it stands for. Memory is taken only once there is one. */
class Output {
  readonly #source: Uint8Array
  #bytes: Uint8Array | null = null
  #from = new Int32Array()
  #length = 0
  /** Up to here the source is in it. */
  #taken = 0

  constructor(source: Uint8Array) {
    this.#source = source
  }

  /** All that lies before it, as it is; put off while there was no escape yet. */
  copyTo(at: number): void {
    const bytes = this.#bytes
    if (bytes === null) return
    const [source, from] = [this.#source, this.#from]
    let length = this.#length
    for (let index = this.#taken; index < at; index++) {
      bytes[length] = source[index] as number
      from[length] = index
      length += 1
    }
    this.#length = length
    this.#taken = at
  }

  skipTo(at: number): void {
    this.#taken = at
  }

  byte(byte: number, from: number): void {
    if (this.#bytes === null) {
      this.#bytes = new Uint8Array(this.#source.length)
      this.#from = new Int32Array(this.#source.length + 1)
      this.copyTo(from)
    }
    this.#bytes[this.#length] = byte
    this.#from[this.#length] = from
    this.#length += 1
  }

  code(code: number, from: number): void {
    const isWhole = code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000)
    const text = String.fromCodePoint(isWhole ? code : REPLACEMENT)
    for (const byte of Buffer.from(text)) this.byte(byte, from)
  }

  end(): Decoded | null {
    this.copyTo(this.#source.length)
    if (this.#bytes === null) return null
    this.#from[this.#length] = this.#source.length
    return { bytes: this.#bytes.subarray(0, this.#length), from: this.#from.subarray(0, this.#length + 1) }
  }
}
