/** No line of the prober is near this long. */
const MOST_LINE = 64 * 1024

/** The lines of what a process says, as they become whole; one without an end is not kept. */
export class WholeLines {
  #rest = ''
  /** The rest of a line that is too long is passed over. */
  #passing = false
  #tooLong = 0

  /** How many lines were too long. */
  get tooLong(): number {
    return this.#tooLong
  }

  /** What was said last, and has no end. */
  get rest(): string {
    return this.#rest
  }

  push(text: string): string[] {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    if (this.#passing && lines.length > 0) {
      lines.shift()
      this.#passing = false
    }
    if (this.#passing || this.#rest.length > MOST_LINE) {
      if (!this.#passing) this.#tooLong += 1
      this.#passing = true
      this.#rest = ''
    }
    return lines
  }
}
