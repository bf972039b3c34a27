import { StringDecoder } from 'node:string_decoder'
import { FiredrillError } from '../errors.ts'

/** No entry is near this long. */
const MAX_LINE = 65_536

/** Cuts bytes into lines, wherever the pieces happen to end. Empty lines are left out. */
export class Lines {
  readonly #decoder = new StringDecoder('utf8')
  readonly #take: (line: string, number: number) => void
  #rest = ''
  #number = 0

  /** `take` is given each line and its number, from 1. */
  constructor(take: (line: string, number: number) => void) {
    this.#take = take
  }

  /** Throws `ledger-invalid` for a line without an end, and what `take` throws. */
  push(chunk: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#line(line)
    if (this.#rest.length > MAX_LINE) throw endless(this.#number + 1)
  }

  /** The last line needs no end. */
  end(): void {
    const last = this.#rest + this.#decoder.end()
    this.#rest = ''
    this.#line(last)
  }

  #line(line: string): void {
    this.#number += 1
    if (line.length > MAX_LINE) throw endless(this.#number)
    if (line.trim() !== '') this.#take(line, this.#number)
  }
}

function endless(number: number): FiredrillError {
  return new FiredrillError('ledger-invalid', `line ${number} of what is stored has no end.`, {
    hint: 'Have the reader of `ledger` in firedrill.config.ts print one JSON object a line.',
  })
}
