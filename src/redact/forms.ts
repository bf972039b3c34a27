/** The bytes that a secret may stand as, beside what `decodeOnce` takes out of its escapes. */
import { decodeOnce } from './decode.ts'

export interface Form {
  bytes: Uint8Array
  /** `digits`: a number is not a part of a longer one. */
  kind: 'plain' | 'base64' | 'digits'
}

/** Beyond so many bytes a secret is looked for piece by piece: what is found of it is hidden, and tables stay small. */
const PIECE_BYTES = 64
const WHOLE_BYTES = 256
/** What is longer is hidden up to here. */
export const MOST_BYTES = 16_384
const DEEPEST = 4
/** A shorter secret would be found in every other word, and is not looked for within a text. */
export const SHORTEST = 4

export function formsOf(secret: string): Form[] {
  const bytes = Buffer.from(secret)
  if (/^\d+$/.test(secret)) return [...encoded(bytes), { bytes, kind: 'digits' }]
  return piecesOf(bytes).flatMap((piece) => [...encoded(piece), ...plain(piece)])
}

/** As written, with quotes as shells, SQL and CSV write them, and with its own escapes taken out. */
function plain(bytes: Uint8Array): Form[] {
  const text = Buffer.from(bytes).toString()
  const quoted = ["'", '"'].flatMap((quote) => [
    text.replaceAll(quote, `${quote}${quote}`),
    text.replaceAll(quote, `${quote}\\${quote}${quote}`),
  ])
  const taken: Uint8Array[] = [bytes]
  for (let depth = 0; depth < DEEPEST; depth++) {
    const further = decodeOnce(taken.at(-1) ?? bytes)
    if (further === null) break
    taken.push(further.bytes)
  }
  // What little is left of escapes would be found in every other word.
  const lasting = taken.filter((form, index) => index === 0 || form.length >= SHORTEST)
  const all = [...lasting, ...quoted.filter((form) => form !== text).map((form) => Buffer.from(form))]
  return all.map((form) => ({ bytes: form, kind: 'plain' }))
}

function encoded(bytes: Uint8Array): Form[] {
  const hex = Buffer.from(bytes).toString('hex')
  const base64 = [0, 1, 2].flatMap((before) => {
    const core = base64Core(bytes, before)
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [
    ...[hex, hex.toUpperCase()].map((form): Form => ({ bytes: Buffer.from(form), kind: 'plain' })),
    ...[...new Set(base64)].map((form): Form => ({ bytes: Buffer.from(form), kind: 'base64' })),
  ]
}

/** What base64 makes of it whatever stands around it, `before` bytes after the beginning of a group of three. */
function base64Core(bytes: Uint8Array, before: number): string {
  const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
  return whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
}

/** The last piece overlaps the one before it, so that none is short. A character is not cut in two. */
function piecesOf(bytes: Buffer): Uint8Array[] {
  if (bytes.length <= WHOLE_BYTES) return [bytes]
  const most = Math.min(bytes.length, MOST_BYTES)
  const starts = Array.from({ length: Math.ceil(most / PIECE_BYTES) }, (_, index) => index * PIECE_BYTES)
  return starts.map((start) => {
    const from = wholeFrom(bytes, Math.min(start, most - PIECE_BYTES))
    return bytes.subarray(from, wholeFrom(bytes, Math.min(start, most - PIECE_BYTES) + PIECE_BYTES))
  })
}

/** Where the character that this byte belongs to begins. */
function wholeFrom(bytes: Buffer, at: number): number {
  let from = at
  while (from > 0 && from < bytes.length && ((bytes[from] as number) & 0xc0) === 0x80) from -= 1
  return from
}
