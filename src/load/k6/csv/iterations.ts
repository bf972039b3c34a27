/**
 * Finds the start of requests that never sent anything. k6 tells their end only: a connect that timed out after 5 s
 * has no duration at all. Such a request is held back until its iteration has ended: where it was the only one, it
 * took from the iteration's start to its own end. The virtual user's and iteration's numbers tie them together.
 */
import type { RequestRow } from '../../load.ts'
import type { SeenRequest } from './request-rows.ts'

/** A start that can be wrong by no more than this is certain. */
const CERTAIN_MS = 5
/** Iterations that never end in the data (interrupted ones) must not pile up. */
const MAX_USERS = 100_000
/** Nor what they hold back. */
const MAX_HELD = 100_000

interface User {
  iteration: string
  requests: number
  /** When the first of them began; NaN: not known. */
  firstWallMs: number
  /** False: it has ended. */
  goesOn: boolean
  scenario: string
  held: SeenRequest[]
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
  readonly #hand: (row: RequestRow) => void
  readonly #users = new Map<string, User>()
  #held = 0

  constructor(hand: (row: RequestRow) => void) {
    this.#hand = hand
  }

  request(seen: SeenRequest): void {
    const user = this.#userOf(seen.vu, seen.iteration)
    user.requests += 1
    if (user.requests === 1) {
      user.firstWallMs = seen.timed ? seen.row.startWallMs : Number.NaN
      user.scenario = seen.row.scenario
    }
    if (seen.timed) this.#hand(seen.row)
    else if (seen.vu === '') this.#hand(unknownStart(seen.row))
    else {
      if (this.#held >= MAX_HELD) this.flush()
      user.held.push(seen)
      this.#held += 1
    }
  }

  /** What the iteration that ended came to; hands over the requests that were held back for it. */
  ended(vu: string, iteration: string, endWallMs: number, durationMs: number): EndedIteration {
    const user = this.#users.get(vu)
    if (user?.iteration !== iteration) return NONE
    const startWallMs = endWallMs - durationMs
    for (const seen of user.held) this.#hand(startedBy(seen, startWallMs, user.requests === 1))
    this.#held -= user.held.length
    user.held = []
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
      known.goesOn = true
      return known
    }
    if (this.#users.size >= MAX_USERS) {
      this.flush()
      this.#users.clear()
    }
    const user = { iteration, requests: 0, firstWallMs: Number.NaN, goesOn: true, scenario: '', held: [] }
    this.#users.set(vu, user)
    return user
  }

  #release(user: User): void {
    for (const seen of user.held) this.#hand(unknownStart(seen.row))
    this.#held -= user.held.length
    user.held = []
  }
}

/** Of several requests in one iteration it is not known which took the time: then the start is its lower bound. */
function startedBy(seen: SeenRequest, startWallMs: number, alone: boolean): RequestRow {
  const durationMs = Math.max(0, seen.endWallMs - startWallMs)
  const certain = alone || durationMs <= CERTAIN_MS
  return { ...seen.row, startWallMs: seen.endWallMs - durationMs, durationMs, certain }
}

function unknownStart(row: RequestRow): RequestRow {
  return { ...row, certain: false }
}
