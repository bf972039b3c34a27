import { type Data, Utf8, Vector, vectorFromArray } from 'apache-arrow'
import { ownRedaction } from '../../redact/process.ts'

/** What stands for every name for which there was no code left. */
export const OTHERS = '(others)'

/** So much of a name is kept: a dictionary of ten thousands must fit into memory. */
const MOST_LENGTH = 1000

/** A dictionary that only grows: every name keeps its code. */
export class Names {
  readonly #limit: number
  readonly #codes = new Map<string, number>()
  #count = 0
  #fresh: string[] = []
  #chunks: Data<Utf8>[] = []
  #vector: Vector<Utf8> | null = null

  /** `limit`: how many codes there are. */
  constructor(limit: number) {
    this.#limit = limit
  }

  codeOf(whole: string): number {
    const name = whole.length > MOST_LENGTH ? `${whole.slice(0, MOST_LENGTH).toWellFormed()}…` : whole
    const known = this.#codes.get(name)
    if (known !== undefined) return known
    if (this.#count >= this.#limit) return this.#limit - 1
    const shown = ownRedaction.text(name)
    const code = (shown === name ? undefined : this.#codes.get(shown)) ?? this.#add(shown)
    // What is not told is known by its code all the same, as long as it is not another one each time.
    if (shown === name || this.#codes.size < 2 * this.#limit) this.#codes.set(name, code)
    return code
  }

  #add(name: string): number {
    const code = this.#count
    const added = code === this.#limit - 1 ? OTHERS : name
    this.#count += 1
    this.#codes.set(added, code)
    this.#fresh.push(added)
    return code
  }

  /** All names so far. The writer compares the chunks by identity and writes only those that are new. */
  vector(): Vector<Utf8> {
    if (this.#vector === null || this.#fresh.length > 0) {
      const chunk = vectorFromArray(this.#fresh, new Utf8()).data[0] as Data<Utf8>
      this.#chunks = [...this.#chunks, chunk]
      this.#fresh = []
      this.#vector = new Vector(this.#chunks)
    }
    return this.#vector
  }
}
