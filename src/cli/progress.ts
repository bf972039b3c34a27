/** What a person follows on standard error: one live line on a terminal, plain lines elsewhere. */
import type { JournalEvent } from '../journal/events.ts'
import { type LiveEvent, type LiveState, liveLine, plainProgress } from '../report/live.ts'
import { plainLines } from '../report/plain.ts'
import type { Live } from '../run/live.ts'
import { reportFailure } from './failure.ts'
import { instancesAfter, lineOf } from './progress-lines.ts'
import type { Terminal } from './terminal.ts'

const REFRESH_MS = 250
const ERASE_LINE = '\r\u001b[2K'

export interface Progress {
  line(text: string): void
  event(event: JournalEvent): void
  live(live: Live): void
  failure(error: unknown): void
  end(): void
}

/** `debug`: a failure is shown with its stack. */
export function createProgress(terminal: Terminal, quiet: boolean, debug = false): Progress {
  return quiet ? silent(terminal, debug) : new Followed(terminal, debug)
}

function silent(terminal: Terminal, debug: boolean): Progress {
  const nothing = (): void => undefined
  const failure = (error: unknown): void => void reportFailure(error, terminal, debug)
  return { line: nothing, event: nothing, live: nothing, end: nothing, failure }
}

const NOTHING_YET: LiveState = {
  window: null,
  elapsedMs: 0,
  requestsPerSecond: 0,
  p95Ms: null,
  errorRatio: null,
  instances: [],
  note: '',
}

class Followed implements Progress {
  readonly #terminal: Terminal
  readonly #debug: boolean
  readonly #plain = plainProgress()
  #state = NOTHING_YET
  #live: Live | null = null
  #timer: NodeJS.Timeout | null = null
  /** `performance.now()` at the run's zero; null before the first event. */
  #zeroAt: number | null = null
  #loadAtMs = 0

  constructor(terminal: Terminal, debug: boolean) {
    this.#terminal = terminal
    this.#debug = debug
  }

  line(text: string): void {
    this.#clear()
    this.#terminal.err(`${plainLines(text)}\n`)
  }

  live(live: Live): void {
    this.#live = live
    this.#loadAtMs = this.#nowMs()
    this.#timer = setInterval(() => this.#tick(), REFRESH_MS)
    // Watching must never keep the process alive.
    this.#timer.unref()
  }

  event(event: JournalEvent): void {
    this.#zeroAt ??= performance.now() - event.atMs
    this.#state = { ...this.#state, instances: instancesAfter(event, this.#state.instances) }
    if (event.type === 'phase-started') this.#phase({ kind: 'phase-started', window: event.window })
    if (event.type === 'phase-ended') {
      this.#phase({ kind: 'phase-ended', window: event.window, completed: event.completed })
    }
    const text = lineOf(event)
    if (text !== null) this.line(text)
  }

  failure(error: unknown): void {
    this.#clear()
    reportFailure(error, this.#terminal, this.#debug)
  }

  end(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#clear()
  }

  #nowMs(): number {
    return this.#zeroAt === null ? 0 : performance.now() - this.#zeroAt
  }

  #phase(event: LiveEvent): void {
    this.#refresh()
    const text = this.#plain.next(event, this.#state, performance.now())
    if (text !== null) this.line(text)
  }

  #tick(): void {
    this.#refresh()
    if (this.#terminal.live) {
      this.#terminal.err(`${ERASE_LINE}${liveLine(this.#state, this.#terminal.columns - 1)}`)
      return
    }
    const text = this.#plain.next({ kind: 'tick' }, this.#state, performance.now())
    if (text !== null) this.line(text)
  }

  #refresh(): void {
    const numbers = this.#live?.numbers(this.#nowMs())
    if (!numbers) return
    const { window, elapsedMs, ratePerSecond: requestsPerSecond, p95Ms, errorRatio, note } = numbers
    const phase =
      window === '' ? { window: 'warm-up', elapsedMs: this.#nowMs() - this.#loadAtMs } : { window, elapsedMs }
    this.#state = { ...this.#state, ...phase, requestsPerSecond, p95Ms, errorRatio, note }
  }

  #clear(): void {
    if (this.#terminal.live) this.#terminal.err(ERASE_LINE)
  }
}
