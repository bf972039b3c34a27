const LINE_END = 0x0a
/** No line of an edge's log is near this long: a longer one is left out, and never kept. */
const MOST_LINE_BYTES = 64 * 1024

/** Cuts a file's bytes into lines, wherever the pieces happen to end. */
export class LineCutter {
  readonly #take: (line: string) => void
  #rest: Uint8Array = new Uint8Array()
  /** The rest of a line that is too long is passed over. */
  #passing = false
  #tooLong = 0

  /** `take` is given each line that is not empty. */
  constructor(take: (line: string) => void) {
    this.#take = take
  }

  /** How many lines were too long. */
  get tooLong(): number {
    return this.#tooLong
  }

  push(piece: Uint8Array): void {
    let bytes: Uint8Array = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece])
    if (this.#passing) {
      const end = bytes.indexOf(LINE_END)
      if (end < 0) return
      this.#passing = false
      bytes = bytes.subarray(end + 1)
    }
    const whole = bytes.lastIndexOf(LINE_END) + 1
    this.#lines(bytes.subarray(0, whole))
    const rest = bytes.subarray(whole)
    this.#passing = rest.length > MOST_LINE_BYTES
    if (this.#passing) this.#tooLong += 1
    // A copy: a part of a piece keeps all of it in memory.
    this.#rest = this.#passing ? new Uint8Array() : rest.slice()
  }

  /** The last line needs no end. */
  end(): void {
    this.#lines(this.#rest)
    this.#rest = new Uint8Array()
  }

  #lines(bytes: Uint8Array): void {
    for (const line of new TextDecoder().decode(bytes).split('\n')) {
      if (line.length > MOST_LINE_BYTES) this.#tooLong += 1
      else if (line !== '') this.#take(line)
    }
  }
}
