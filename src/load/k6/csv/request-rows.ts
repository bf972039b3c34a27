/**
 * Puts the rows of one request together. k6 hands the samples of a request to its outputs as one container
 * (`httpext.Trail`), so they stand one after the other, begin with `http_reqs`, end with `http_req_failed` (which is
 * missing where the script switched the response callback off), and carry the same time.
 */
import { MOST_RUN_MS } from '../../../units.ts'
import type { RequestRow } from '../../load.ts'
import type { Operations } from '../operation.ts'
import type { Columns } from './columns.ts'
import { type Facts, FactsOf } from './facts.ts'
import { fieldAt, metadataOf, tagIn, wallMsIn } from './fields.ts'

/** A request as far as its own rows tell it. */
export interface SeenRequest {
  row: RequestRow
  endWallMs: number
  /** k6's numbers of the virtual user and of its iteration; empty: not told. */
  vu: string
  iteration: string
  /** False: nothing was ever sent, and k6 does not tell how long that took. */
  timed: boolean
}

export interface RequestSink {
  request(seen: SeenRequest): void
  /** What setup() and teardown() ask is no load. */
  aside(row: RequestRow): void
  malformed(): void
}

interface Pending {
  facts: Facts
  metadata: string
  timestamp: string
  durationMs: number
  blockedMs: number
  connectingMs: number
  sendingMs: number
  failed: number | null
}

const SET_UP = new Set(['::setup', '::teardown'])

export class RequestRows {
  readonly #sink: RequestSink
  readonly #facts: FactsOf
  #pending: Pending | null = null

  constructor(sink: RequestSink, operations: Operations) {
    this.#sink = sink
    this.#facts = new FactsOf(operations)
  }

  begin(text: string, quoted: boolean, columns: Columns): void {
    this.finish()
    const facts = this.#facts.of(text, quoted, columns)
    if (!facts) {
      this.#sink.malformed()
      return
    }
    const { NaN: unknown } = Number
    this.#pending = {
      facts,
      metadata: metadataOf(text, quoted, columns),
      timestamp: fieldAt(text, quoted, columns.timestamp) ?? '',
      durationMs: unknown,
      blockedMs: unknown,
      connectingMs: unknown,
      sendingMs: unknown,
      failed: null,
    }
  }

  part(metric: string, text: string, quoted: boolean, columns: Columns): void {
    const value = this.#valueOf(text, quoted, columns)
    if (value === null || !this.#pending) return
    if (metric === 'http_req_duration') this.#pending.durationMs = value
    else if (metric === 'http_req_blocked') this.#pending.blockedMs = value
    else if (metric === 'http_req_connecting') this.#pending.connectingMs = value
    else this.#pending.sendingMs = value
  }

  failed(text: string, quoted: boolean, columns: Columns): void {
    const value = this.#valueOf(text, quoted, columns)
    if (value === null || !this.#pending) return
    this.#pending.failed = value
    this.finish()
  }

  /** To be called before anything else is handed over, and at the end. */
  finish(): void {
    const pending = this.#pending
    if (!pending) return
    this.#pending = null
    const endWallMs = wallMsIn(pending.timestamp)
    const known = pending.durationMs + pending.blockedMs + pending.connectingMs + pending.sendingMs
    const durationMs = wholeDurationMs(pending)
    if (endWallMs === null || !Number.isFinite(known) || !(durationMs >= 0 && durationMs <= MOST_RUN_MS))
      this.#sink.malformed()
    else if (SET_UP.has(pending.facts.group)) this.#sink.aside(seenOf(pending, endWallMs).row)
    else this.#sink.request(seenOf(pending, endWallMs))
  }

  #valueOf(text: string, quoted: boolean, columns: Columns): number | null {
    const value = Number(fieldAt(text, quoted, columns.value) || 'none')
    const timestamp = fieldAt(text, quoted, columns.timestamp)
    if (this.#pending && timestamp === this.#pending.timestamp && Number.isFinite(value)) return value
    this.#pending = null
    this.#sink.malformed()
    return null
  }
}

/**
 * From asking for a connection to the last byte. k6's `duration` is sending + waiting + receiving, and its `blocked`
 * is everything from asking for a connection to having it, connecting and TLS included (`Tracer.Done`). Where Go
 * resent the request on a new connection, `sending` counts from the first one and contains the second's `blocked`.
 */
function wholeDurationMs({ durationMs, blockedMs, connectingMs, sendingMs }: Pending): number {
  const resent = connectingMs === 0 && sendingMs >= blockedMs
  return durationMs + (resent ? 0 : blockedMs)
}

function seenOf(pending: Pending, endWallMs: number): SeenRequest {
  const { facts, metadata } = pending
  const durationMs = wholeDurationMs(pending)
  return {
    row: {
      startWallMs: endWallMs - durationMs,
      durationMs,
      certain: true,
      ok: pending.failed === null ? facts.error === 0 : pending.failed === 0,
      status: facts.status,
      error: facts.error,
      method: facts.method,
      operation: facts.operation,
      scenario: facts.scenario,
      group: facts.group,
      instance: tagIn(metadata, 'instance') ?? facts.instance,
      release: tagIn(metadata, 'release') ?? facts.release,
    },
    endWallMs,
    vu: tagIn(metadata, 'vu') ?? '',
    iteration: tagIn(metadata, 'iter') ?? '',
    timed: pending.durationMs > 0,
  }
}
