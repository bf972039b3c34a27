/** What may have become of a file's bytes. */
import type { Random } from './random.ts'

export interface Changed {
  bytes: Uint8Array
  /** In words, for whoever looks at a finding. */
  how: string
}

/**
 * Of `of` inputs, the first half are cut off, at every byte where there are as many inputs as bytes; the others are changed
 * in a way picked by chance.
 */
export function changedBytes(whole: Uint8Array, random: Random, { index, of }: Numbered): Changed {
  const half = Math.ceil(of / 2)
  if (index < half) {
    const at = Math.floor((index * whole.length) / half)
    return { bytes: whole.slice(0, at), how: `cut off at byte ${at} of ${whole.length}` }
  }
  return random.pick(CHANGES)(whole, random)
}

/** Which of how many inputs. */
export interface Numbered {
  index: number
  of: number
}

type Change = (whole: Uint8Array, random: Random) => Changed

const flip: Change = (whole, random) => {
  const bytes = whole.slice()
  const count = 1 + random.int(3)
  const places = Array.from({ length: count }, () => random.int(bytes.length * 8))
  for (const place of places) bytes[place >> 3]! ^= 1 << (place & 7)
  return { bytes, how: `bits ${places.join(', ')} flipped` }
}

const fill: Change = (whole, random) => {
  const bytes = whole.slice()
  const [from, length] = [random.int(bytes.length), 1 + random.int(64)]
  const value = random.pick([0, 0xff, 0x7f, 0x80, null])
  for (let at = from; at < Math.min(bytes.length, from + length); at++) bytes[at] = value ?? random.int(256)
  return { bytes, how: `${length} bytes from ${from} on filled with ${value ?? 'garbage'}` }
}

/** A count or an offset: four or eight bytes where numbers are likely to lie. */
const number: Change = (whole, random) => {
  const bytes = whole.slice()
  const view = new DataView(bytes.buffer)
  const at = 4 * random.int(Math.floor(bytes.length / 4) - 1)
  const value = random.pick([-1, 0, 1, 0x7fff_ffff, -0x8000_0000, 0xffff, 1 << 24, random.int(1 << 16)])
  if (at >= 0 && at + 4 <= bytes.length) view.setInt32(at, value, true)
  return { bytes, how: `${value} written at byte ${at}` }
}

const insert: Change = (whole, random) => {
  const at = random.int(whole.length + 1)
  const garbage = Uint8Array.from({ length: 1 + random.int(40) }, () => random.int(256))
  return {
    bytes: joined(whole.subarray(0, at), garbage, whole.subarray(at)),
    how: `${garbage.length} bytes of garbage put in at byte ${at}`,
  }
}

const remove: Change = (whole, random) => {
  const at = random.int(whole.length)
  const length = 1 + random.int(Math.min(200, whole.length))
  return {
    bytes: joined(whole.subarray(0, at), whole.subarray(at + length)),
    how: `${length} bytes taken out at byte ${at}`,
  }
}

const twice: Change = (whole, random) => {
  const at = random.int(whole.length)
  const part = whole.subarray(at, at + 1 + random.int(300))
  return {
    bytes: joined(whole.subarray(0, at), part, whole.subarray(at)),
    how: `${part.length} bytes from ${at} on there twice`,
  }
}

const garbage: Change = (_whole, random) => {
  const bytes = Uint8Array.from({ length: random.int(400) }, () => random.int(256))
  return { bytes, how: `${bytes.length} bytes of garbage instead` }
}

const CHANGES: readonly Change[] = [flip, flip, flip, fill, number, number, insert, remove, twice, garbage]

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
