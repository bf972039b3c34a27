/**
 * Finds the start of requests that never sent anything. k6 tells their end only: a connect that timed out after 5 s
 * has no duration at all. Such a request is held back until its iteration has ended: where it was the only one, it
 * took from the iteration's start to its own end. The virtual user's and iteration's numbers tie them together. Who decides
 * while the load goes on is told of it at once: an iteration may go on for minutes.
 * By the numbers a check or another metric is told which request it speaks of: the last that its iteration made before it.
 */
import type { MetricRow, RequestRow } from '../../load.ts'
import { mostAtOnce } from './at-once.ts'
import type { SeenRequest } from './request-rows.ts'

/** A start that can be wrong by no more than this is certain. */
const CERTAIN_MS = 5
/** Iterations that never end in the data (interrupted ones) must not pile up. */
const MAX_USERS = 100_000
/** Nor what they hold back. */
const MAX_HELD = 100_000
const MAX_SPANS = 100
/** The last request is held back. */
const HELD = -1

interface User {
  iteration: string
  requests: number
  /** When the first of them began; NaN: not known. */
  firstWallMs: number
  /** False: it has ended. */
  goesOn: boolean
  scenario: string
  /** Of its requests whose start is known; of very many the first. */
  spans: { startMs: number; endMs: number }[]
  /** The last one, where it is handed over, as the how-manieth of all; 0: there is none. */
  last: number
  held: Held[]
}

interface Held {
  seen: SeenRequest
  /** What speaks of it. */
  metrics: UnnamedMetric[]
}

/** Of which it is still to be told what request it speaks of. */
type UnnamedMetric = Omit<MetricRow, 'request'>

export interface IterationSink {
  /** Returns the how-manieth of all requests it is, from 1 on. */
  request(row: RequestRow): number
  /** Of one that is held back, at once; it is handed over later, as `told`. */
  unplaced(row: RequestRow): void
  metric(row: MetricRow): void
}

export interface EndedIteration {
  /** How many it made. */
  requests: number
  /** From its begin to its first request's; 0 where that is not known. */
  leadMs: number
}

/** One that had begun when the load ended, as far as its requests tell it: it began no later than the first of them. */
export interface Unfinished {
  startWallMs: number
  requests: number
  scenario: string
}

const NONE: EndedIteration = { requests: 0, leadMs: 0 }

export class Iterations {
  readonly #sink: IterationSink
  readonly #users = new Map<string, User>()
  #held = 0

  constructor(sink: IterationSink) {
    this.#sink = sink
  }

  request(seen: SeenRequest): void {
    const user = this.#userOf(seen.vu, seen.iteration)
    user.requests += 1
    if (user.requests === 1) {
      user.firstWallMs = seen.timed ? seen.row.startWallMs : Number.NaN
      user.scenario = seen.row.scenario
    }
    if (seen.timed && user.spans.length < MAX_SPANS)
      user.spans.push({ startMs: seen.row.startWallMs, endMs: seen.endWallMs })
    if (seen.timed) user.last = this.#sink.request(seen.row)
    else if (seen.vu === '') user.last = this.#sink.request(unknownStart(seen.row))
    else {
      if (this.#held >= MAX_HELD) this.flush()
      this.#sink.unplaced(unknownStart(seen.row))
      user.held.push({ seen: { ...seen, row: { ...seen.row, told: true } }, metrics: [] })
      user.last = HELD
      this.#held += 1
    }
  }

  /** Hands a metric over, with its request: at once, but where that one is held back. */
  metric(vu: string, iteration: string, row: UnnamedMetric): void {
    if (this.#held >= MAX_HELD) this.flush()
    const user = vu === '' ? undefined : this.#users.get(vu)
    const last = user?.iteration === iteration ? user.last : 0
    if (last !== HELD) this.#sink.metric({ ...row, request: last })
    else {
      user?.held.at(-1)?.metrics.push(row)
      this.#held += 1
    }
  }

  /** What the iteration that ended came to; hands over the requests that were held back for it. */
  ended(vu: string, iteration: string, endWallMs: number, durationMs: number): EndedIteration {
    const user = this.#users.get(vu)
    if (user?.iteration !== iteration) return NONE
    const startWallMs = endWallMs - durationMs
    this.#release(user, ({ seen }) => startedBy(seen, startWallMs, user.requests === 1))
    user.goesOn = false
    const leadMs = Number.isNaN(user.firstWallMs) ? 0 : Math.max(0, user.firstWallMs - startWallMs)
    return { requests: user.requests, leadMs }
  }

  /** Those that have begun and not ended; a begin that is not known is left out. */
  unfinished(): Unfinished[] {
    return [...this.#users.values()].flatMap(({ goesOn, requests, firstWallMs: startWallMs, scenario }) =>
      goesOn && requests > 0 && !Number.isNaN(startWallMs) ? [{ startWallMs, requests, scenario }] : [],
    )
  }

  /** How many requests a user's latest iteration made side by side, at most; 0: none whose time is known. */
  atOnce(vu: string): number {
    return mostAtOnce(this.#users.get(vu)?.spans ?? [])
  }

  /** Hands over what is still held back: their iterations were interrupted. */
  flush(): void {
    if (this.#held > 0) for (const user of this.#users.values()) this.#release(user)
  }

  #userOf(vu: string, iteration: string): User {
    const known = this.#users.get(vu)
    if (known?.iteration === iteration) return known
    if (known) {
      this.#release(known)
      known.iteration = iteration
      known.requests = 0
      known.spans = []
      known.last = 0
      known.goesOn = true
      return known
    }
    if (this.#users.size >= MAX_USERS) {
      this.flush()
      this.#users.clear()
    }
    const user: User = {
      iteration,
      requests: 0,
      firstWallMs: Number.NaN,
      goesOn: true,
      scenario: '',
      spans: [],
      last: 0,
      held: [],
    }
    this.#users.set(vu, user)
    return user
  }

  #release(user: User, rowOf = ({ seen }: Held): RequestRow => unknownStart(seen.row)): void {
    for (const held of user.held) {
      const request = this.#sink.request(rowOf(held))
      // Another request may have come after it, which is what further metrics speak of.
      if (user.last === HELD && held === user.held.at(-1)) user.last = request
      for (const metric of held.metrics) this.#sink.metric({ ...metric, request })
      this.#held -= 1 + held.metrics.length
    }
    user.held = []
  }
}

/** Of several requests in one iteration it is not known which took the time: then the start is its lower bound. */
function startedBy(seen: SeenRequest, startWallMs: number, alone: boolean): RequestRow {
  const durationMs = Math.max(0, seen.endWallMs - startWallMs)
  const certain = alone || durationMs <= CERTAIN_MS
  return { ...seen.row, startWallMs: seen.endWallMs - durationMs, durationMs, certain }
}

/** Without a duration: nothing but the end is known. */
function unknownStart(row: RequestRow): RequestRow {
  const endWallMs = row.startWallMs + row.durationMs
  return { ...row, startWallMs: endWallMs, durationMs: 0, certain: false }
}
