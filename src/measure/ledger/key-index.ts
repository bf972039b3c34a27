/** Finds the row of a key among many. Compares bytes, so that a million keys need no text each. */
import type { Texts } from '../../journal/record.ts'

const NONE = -1
/** FNV-1a, of 32 bits (Fowler, Noll and Vo). */
const OFFSET = 0x811c9dc5
const PRIME = 0x01000193

export class KeyIndex {
  readonly #keys: Texts
  readonly #slots: Int32Array
  readonly #mask: number
  /** For each row, the first one with the same key. */
  readonly first: Int32Array
  /** Different keys. */
  readonly size: number

  constructor(keys: Texts, length: number) {
    this.#keys = keys
    // At most half full: few steps to a free slot.
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, length * 2)))
    this.#slots = new Int32Array(slots).fill(NONE)
    this.#mask = slots - 1
    this.first = new Int32Array(length)
    let size = 0
    for (let row = 0; row < length; row++) {
      const slot = this.#slotOf(keys, row)
      const known = this.#slots[slot]!
      if (known === NONE) {
        this.#slots[slot] = row
        size += 1
      }
      this.first[row] = known === NONE ? row : known
    }
    this.size = size
  }

  /** The first row with the same key as that row of other keys; −1: there is none. */
  find(keys: Texts, row: number): number {
    return this.#slots[this.#slotOf(keys, row)]!
  }

  /** The slot that has the key, or the free one where it would be put. */
  #slotOf(keys: Texts, row: number): number {
    const from = keys.starts[row]!
    const to = keys.ends[row]!
    let slot = hashOf(keys.bytes, from, to) & this.#mask
    while (this.#slots[slot] !== NONE && !this.#is(this.#slots[slot]!, keys.bytes, from, to))
      slot = (slot + 1) & this.#mask
    return slot
  }

  #is(row: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#keys.starts[row]!
    if (this.#keys.ends[row]! - start !== to - from) return false
    for (let at = from; at < to; at++) if (this.#keys.bytes[start + at - from] !== bytes[at]) return false
    return true
  }
}

/** Text number `row`. */
export function textAt({ bytes, starts, ends }: Texts, row: number): string {
  return new TextDecoder().decode(bytes.subarray(starts[row], ends[row]))
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = OFFSET
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, PRIME)
  // Its low bits alone would make long runs of taken slots for keys that count up.
  return (hash ^ (hash >>> 15)) >>> 0
}
