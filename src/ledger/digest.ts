import type { Entry } from './entry.ts'

/** FNV-1a, of 32 bits (Fowler, Noll and Vo). */
const OFFSET = 0x811c9dc5
const PRIME = 0x01000193
/** A sum below it is exact. */
const MODULUS = 2 ** 52

/**
 * Of what one reading said, to be compared with the next: the same entries give the same, in whatever order they come.
 * Keeps no entry. That two readings differ and give the same is possible, and so unlikely that it is left at that.
 */
export class Digest {
  #entries = 0
  #sum = 0

  add(entry: Entry): void {
    this.#entries += 1
    this.#sum = (this.#sum + hashOf(wordsOf(entry))) % MODULUS
  }

  get value(): string {
    return `${this.#entries}:${this.#sum}`
  }
}

function wordsOf(entry: Entry): string {
  if ('balance' in entry) return `balance\n${entry.expected}\n${entry.actual}\n${entry.balance}`
  return `key\n${entry.count}\n${entry.jobs ?? ''}\n${entry.key}`
}

function hashOf(text: string): number {
  let hash = OFFSET
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME)
  return hash >>> 0
}
