/**
 * Puts the rows of one request together. k6 hands the samples of a request to its outputs as one container
 * (`httpext.Trail`), so they stand one after the other, begin with `http_reqs`, end with `http_req_failed` (which is
 * missing where the script switched the response callback off), and carry the same time.
 */
import type { RequestRow } from '../../load.ts'
import type { Operations } from '../operation.ts'
import type { Columns } from './columns.ts'
import { fieldAt, splitFields, tagIn } from './fields.ts'

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
  malformed(): void
}

interface Pending {
  fields: string[]
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
  readonly #operations: Operations
  #pending: Pending | null = null

  constructor(sink: RequestSink, operations: Operations) {
    this.#sink = sink
    this.#operations = operations
  }

  begin(text: string, quoted: boolean, columns: Columns): void {
    this.finish(columns)
    const fields = splitFields(text, quoted)
    if (fields.length !== columns.count) {
      this.#sink.malformed()
      return
    }
    const timestamp = fields[columns.timestamp] as string
    const { NaN: unknown } = Number
    this.#pending = {
      fields,
      timestamp,
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
    this.finish(columns)
  }

  /** To be called before anything else is handed over, and at the end. */
  finish(columns: Columns): void {
    const pending = this.#pending
    if (!pending) return
    this.#pending = null
    const endWallMs = Number(pending.timestamp) / 1000
    const known = pending.durationMs + pending.blockedMs + pending.connectingMs + pending.sendingMs
    if (!(endWallMs > 0) || !Number.isFinite(known)) this.#sink.malformed()
    // What setup() and teardown() ask is no load.
    else if (!SET_UP.has(pending.fields[columns.group] ?? '')) {
      this.#sink.request(this.#seen(pending, endWallMs, columns))
    }
  }

  #seen(pending: Pending, endWallMs: number, columns: Columns): SeenRequest {
    const field = (index: number): string => pending.fields[index] ?? ''
    const tags = field(columns.extraTags)
    const metadata = field(columns.metadata)
    const method = field(columns.method)
    const error = codeOf(field(columns.errorCode))
    const durationMs = wholeDurationMs(pending)
    return {
      row: {
        startWallMs: endWallMs - durationMs,
        durationMs,
        certain: true,
        ok: pending.failed === null ? error === 0 : pending.failed === 0,
        status: codeOf(field(columns.status)),
        error,
        method,
        operation: this.#operations.of(method, field(columns.name), tagIn(tags, 'op')),
        scenario: field(columns.scenario),
        group: field(columns.group),
        instance: tagIn(metadata, 'instance') ?? tagIn(tags, 'instance'),
        release: tagIn(metadata, 'release') ?? tagIn(tags, 'release'),
      },
      endWallMs,
      vu: tagIn(metadata, 'vu') ?? '',
      iteration: tagIn(metadata, 'iter') ?? '',
      timed: pending.durationMs > 0,
    }
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

function codeOf(text: string): number {
  const code = Number(text)
  return Number.isInteger(code) && code >= 0 && code <= 65_535 ? code : 0
}
