/** What a person follows on standard error: one live line on a terminal, plain lines elsewhere. */
import type { JournalEvent } from '../journal/events.ts'
import { liveLine, type LiveEvent, type LiveState, plainProgress } from '../report/live.ts'
import type { Live } from '../run/live.ts'
import { reportFailure } from './failure.ts'
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

export function createProgress(terminal: Terminal, quiet: boolean): Progress {
  return quiet ? silent(terminal) : new Followed(terminal)
}

function silent(terminal: Terminal): Progress {
  const nothing = (): void => undefined
  return { line: nothing, event: nothing, live: nothing, end: nothing, failure: (error) => void reportFailure(error, terminal, false) }
}

class Followed implements Progress {
  readonly #terminal: Terminal
  readonly #plain = plainProgress()
  #state: LiveState = {
    window: null,
    elapsedMs: 0,
    requestsPerSecond: 0,
    p95Ms: null,
    errorRatio: null,
    instances: [],
    note: '',
  }
  #live: Live | null = null
  #nowMs = 0
  #timer: NodeJS.Timeout | null = null
  #startedAt = performance.now()
  #zeroAt: number | null = null

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  line(text: string): void {
    this.#clear()
    this.#terminal.err(`${text}\n`)
  }

  live(live: Live): void {
    this.#live = live
    this.#timer = setInterval(() => this.#tick(), REFRESH_MS)
    // Watching must never keep the process alive.
    this.#timer.unref()
  }

  event(event: JournalEvent): void {
    this.#zeroAt ??= performance.now() - event.atMs
    this.#nowMs = event.atMs
    switch (event.type) {
      case 'progress':
        return this.line(event.text)
      case 'warm-up-ended':
        return this.line('warm-up ended')
      case 'phase-started':
        return this.#phase({ kind: 'phase-started', window: event.window })
      case 'phase-ended':
        return this.#phase({ kind: 'phase-ended', window: event.window, completed: event.completed })
      case 'fault-injected':
        return this.line(`  ${event.fault} ${event.victim}`)
      case 'fault-landed':
        return this.line(`  ${event.fault} ${event.victim}: ${event.seen ? 'seen to have landed' : 'NOT seen to have landed'}`)
      case 'fault-healed':
        return this.line(`  ${event.victim}: ${event.seen ? 'healed' : 'NOT seen to be healed'}`)
      case 'signal':
        return this.line(`${event.signal}: ending the drill and undoing everything${event.hurried ? ', at once' : ''} …`)
      case 'instances':
        this.#state = { ...this.#state, instances: event.instances.map(({ name, identity, ready }) => ({ name, state: stateOf(identity, ready) })) }
    }
  }

  failure(error: unknown): void {
    this.#clear()
    reportFailure(error, this.#terminal, false)
  }

  end(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#clear()
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
    const nowMs = this.#zeroAt === null ? this.#nowMs : performance.now() - this.#zeroAt
    const numbers = this.#live?.numbers(nowMs)
    if (!numbers) return
    const { window, elapsedMs, ratePerSecond, p95Ms, errorRatio, note } = numbers
    const phase = window === '' ? { window: 'warm-up', elapsedMs: performance.now() - this.#startedAt } : { window, elapsedMs }
    this.#state = { ...this.#state, ...phase, requestsPerSecond: ratePerSecond, p95Ms, errorRatio, note }
  }

  #clear(): void {
    if (this.#terminal.live) this.#terminal.err(ERASE_LINE)
  }
}

function stateOf(identity: unknown, ready: boolean): 'ready' | 'not ready' | 'down' {
  if (identity === null) return 'down'
  return ready ? 'ready' : 'not ready'
}
