/**
 * Finds the start of requests that never sent anything. k6 tells their end only: a connect that timed out after 5 s
 * has no duration at all. Such a request is held back until its iteration has ended: where it was the only one, it
 * took from the iteration's start to its own end. The virtual user's and iteration's numbers tie them together. Who decides
 * while the load goes on is told of it at once: an iteration may go on for minutes.
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
  held: SeenRequest[]
}

export class Iterations {
  readonly #hand: (row: RequestRow) => void
  readonly #tell: (row: RequestRow) => void
  readonly #users = new Map<string, User>()
  #held = 0

  /** `tell`: of one that is held back, at once; it is handed over as `told` later. */
  constructor(hand: (row: RequestRow) => void, tell: (row: RequestRow) => void = () => undefined) {
    this.#hand = hand
    this.#tell = tell
  }

  request(seen: SeenRequest): void {
    const user = this.#userOf(seen.vu, seen.iteration)
    user.requests += 1
    if (seen.timed) this.#hand(seen.row)
    else if (seen.vu === '') this.#hand(unknownStart(seen.row))
    else {
      if (this.#held >= MAX_HELD) this.flush()
      this.#tell(unknownStart(seen.row))
      user.held.push({ ...seen, row: { ...seen.row, told: true } })
      this.#held += 1
    }
  }

  /** How many requests the iteration that ended made; hands over those that were held back for it. */
  ended(vu: string, iteration: string, endWallMs: number, durationMs: number): number {
    const user = this.#users.get(vu)
    if (user?.iteration !== iteration) return 0
    const startWallMs = endWallMs - durationMs
    for (const seen of user.held) this.#hand(startedBy(seen, startWallMs, user.requests === 1))
    this.#held -= user.held.length
    user.held = []
    return user.requests
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
      return known
    }
    if (this.#users.size >= MAX_USERS) {
      this.flush()
      this.#users.clear()
    }
    const user = { iteration, requests: 0, held: [] }
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
