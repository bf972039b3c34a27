/** What a person follows on standard error: a few lines at the bottom of a terminal, plain lines elsewhere. */
import type { JournalEvent } from '../journal/events.ts'
import { type LiveEvent, type LiveState, plainProgress } from '../report/live.ts'
import { liveBlock } from '../report/live-block.ts'
import { plainLines } from '../report/plain.ts'
import type { Live } from '../run/live.ts'
import { reportFailure } from './failure.ts'
import { LiveScreen } from './live-screen.ts'
import { nowWords, type OpenSteps, openStepsAfter } from './open-steps.ts'
import { instancesAfter, lineOf } from './progress-lines.ts'
import type { Terminal } from './terminal.ts'

const REFRESH_MS = 250

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
  phase: null,
  elapsedMs: 0,
  requestsPerSecond: 0,
  p95Ms: null,
  errorRatio: null,
  instances: [],
  note: '',
  now: '',
}

class Followed implements Progress {
  readonly #terminal: Terminal
  readonly #debug: boolean
  readonly #plain = plainProgress()
  /** Null where lines cannot be drawn over. */
  readonly #screen: LiveScreen | null
  #state = NOTHING_YET
  #live: Live | null = null
  #timer: NodeJS.Timeout | null = null
  /** `performance.now()` at the run's zero; null before the first event. */
  #zeroAt: number | null = null
  #loadAtMs = 0
  #planned: readonly { name: string; plannedMs: number | null }[] = []
  #open: OpenSteps = new Map()
  readonly #openPhases = new Set<string>()
  /** `performance.now()` when the last open phase ended; null: one is open, or none has begun. */
  #endedAt: number | null = null

  constructor(terminal: Terminal, debug: boolean) {
    this.#terminal = terminal
    this.#debug = debug
    this.#screen = terminal.live ? new LiveScreen(terminal) : null
  }

  line(text: string): void {
    const shown = plainLines(text)
    if (this.#screen) this.#screen.say(shown)
    else this.#terminal.err(`${shown}\n`)
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
    this.#open = openStepsAfter(event, this.#open)
    const instances = instancesAfter(event, this.#state.instances)
    this.#state = { ...this.#state, instances, now: nowWords(this.#open) }
    if (event.type === 'planned') this.#planned = event.phases
    if (event.type === 'phase-started') {
      this.#endedAt = null
      this.#openPhases.add(event.window)
      this.#state = { ...this.#state, phase: this.#phaseOf(event.phase) }
      this.#phase({ kind: 'phase-started', window: event.window })
    }
    if (event.type === 'phase-ended') {
      this.#phase({ kind: 'phase-ended', window: event.window, completed: event.completed })
      this.#openPhases.delete(event.window)
      if (this.#openPhases.size === 0) this.#endedAt = performance.now()
    }
    const text = lineOf(event)
    if (text !== null) this.line(text)
  }

  failure(error: unknown): void {
    this.#screen?.clear()
    reportFailure(error, this.#terminal, this.#debug)
  }

  end(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#screen?.clear()
  }

  /** Null: it is none that was planned. */
  #phaseOf(name: string): LiveState['phase'] {
    const index = this.#planned.findIndex((each) => each.name === name)
    const planned = this.#planned[index]
    return planned ? { number: index + 1, of: this.#planned.length, plannedMs: planned.plannedMs } : null
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
    if (this.#screen) {
      this.#screen.draw(liveBlock(this.#state, this.#terminal.columns, this.#terminal.errColours))
      return
    }
    const text = this.#plain.next({ kind: 'tick' }, this.#state, performance.now())
    if (text !== null) this.line(text)
  }

  #refresh(): void {
    const numbers = this.#live?.numbers(this.#nowMs())
    if (!numbers) return
    const { window, elapsedMs, ratePerSecond: requestsPerSecond, p95Ms, errorRatio, note } = numbers
    // The load still knows the latest phase only: its numbers are those of nothing that goes on.
    if (this.#endedAt !== null) {
      const elapsed = performance.now() - this.#endedAt
      const none = { window: null, phase: null, p95Ms: null, errorRatio: null, note: '' }
      this.#state = { ...this.#state, ...none, elapsedMs: elapsed, requestsPerSecond }
      return
    }
    const phase =
      window === '' ? { window: 'warm-up', elapsedMs: this.#nowMs() - this.#loadAtMs } : { window, elapsedMs }
    this.#state = { ...this.#state, ...phase, requestsPerSecond, p95Ms, errorRatio, note }
  }
}
