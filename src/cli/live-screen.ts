/**
 * A few lines at the bottom of a terminal that are drawn again and again, below what was said for good. Each change is one
 * write, which terminals that know it show at once (`?2026`), and nothing is written where nothing changed.
 */
import type { Terminal } from './terminal.ts'

const BEGIN = '\u001b[?2026h'
const END = '\u001b[?2026l'
const ERASE_REST_OF_LINE = '\u001b[K'
const ERASE_BELOW = '\u001b[J'

export class LiveScreen {
  readonly #terminal: Pick<Terminal, 'err'>
  #shown: readonly string[] = []

  constructor(terminal: Pick<Terminal, 'err'>) {
    this.#terminal = terminal
  }

  /** Shows these lines instead of those before; none of them may be wider than the terminal. */
  draw(lines: readonly string[]): void {
    if (lines.join('\n') === this.#shown.join('\n')) return
    this.#write(`${this.#toTop()}${drawn(lines)}`)
    this.#shown = lines
  }

  /** Writes something that stays; the lines go on below it. */
  say(text: string): void {
    this.#write(`${this.#toTop()}${ERASE_BELOW}${text}\n${drawn(this.#shown)}`)
  }

  /** Takes the lines away; what is written next begins where they were. */
  clear(): void {
    if (this.#shown.length === 0) return
    this.#write(`${this.#toTop()}${ERASE_BELOW}`)
    this.#shown = []
  }

  /**
   * To the first of the lines, however wide the terminal is by now: one that became narrower may have broken them over
   * more rows, and what is left of those then stays above rather than to take away what was said.
   */
  #toTop(): string {
    const up = this.#shown.length - 1
    return up > 0 ? `\r\u001b[${up}A` : '\r'
  }

  #write(text: string): void {
    this.#terminal.err(`${BEGIN}${text}${END}`)
  }
}

/** The cursor stays at the end of the last one. */
function drawn(lines: readonly string[]): string {
  if (lines.length === 0) return ''
  return `${lines.map((line) => `${line}${ERASE_REST_OF_LINE}`).join('\n')}${ERASE_BELOW}`
}
