/**
 * k6's CSV stream → requests and metrics, as it comes. Own code and not a CSV library's, because most rows need not
 * be split at all (docs/decisions/0002-own-k6-csv-decoder.md).
 */
import { MOST_RUN_MS } from '../../../units.ts'
import type { MetricRow, RequestRow, WriteRow } from '../../load.ts'
import { Operations } from '../operation.ts'
import { type Columns, columnsOf } from './columns.ts'
import { fieldAt, metadataOf, splitFields, tagIn, wallMsIn } from './fields.ts'
import { Iterations, type Unfinished } from './iterations.ts'
import { RowSplitter } from './lines.ts'
import { kindOf, type RowKind } from './metrics.ts'
import { RequestRows } from './request-rows.ts'
import { Writes } from './writes.ts'

/** The name under which iterations are told that had not ended when the load did: `at` is when they began, or later. */
const UNFINISHED = 'iteration_unfinished'
/** A first request that begins later than this after its iteration was thought about before; a busy machine has some. */
const LEAD_MS = 50
const MOST_LEADS = 10

export interface DecoderSink {
  requests(batch: RequestRow[]): void
  /** Failed before anything was sent: when they began is not known yet. `requests` has them later, as `told`. */
  unplaced(batch: RequestRow[]): void
  /** What the script's setup() and teardown() asked. */
  aside(batch: RequestRow[]): void
  metrics(batch: MetricRow[]): void
  writes(batch: WriteRow[]): void
  /** An iteration's or a dropped iteration's moment of arrival. */
  arrival(startWallMs: number): void
  /** The first sign in the data that virtual users are at work; once. */
  sending(): void
}

export class K6Decoder {
  readonly #sink: DecoderSink
  readonly #splitter = new RowSplitter({
    row: (text, quoted) => this.#row(text, quoted),
    garbage: () => {
      this.#malformed += 1
    },
  })
  readonly #iterations = new Iterations({
    request: (row) => {
      this.#requests.push(row)
      this.#handed += 1
      return this.#handed
    },
    unplaced: (row) => this.#unplaced.push(row),
    metric: (row) => this.#metrics.push(row),
  })
  readonly #requestRows = new RequestRows(
    {
      request: (seen) => {
        this.#markSending()
        this.#iterations.request(seen)
      },
      aside: (row) => this.#aside.push(row),
      malformed: () => {
        this.#malformed += 1
      },
    },
    new Operations(),
  )
  #columns: Columns | null = null
  #requests: RequestRow[] = []
  #unplaced: RequestRow[] = []
  #aside: RequestRow[] = []
  #metrics: MetricRow[] = []
  #written: WriteRow[] = []
  readonly #writes = new Writes((row) => this.#written.push(row))
  /** By scenario, the most requests that one of its iterations made side by side. */
  readonly #atOnce = new Map<string, number>()
  /** Requests so far. */
  #handed = 0
  #malformed = 0
  #sending = false
  /** Iterations whose first request began well after them. */
  #leads = 0

  constructor(sink: DecoderSink) {
    this.#sink = sink
  }

  /** Rows that could not be read so far. */
  get malformedRows(): number {
    return this.#malformed
  }

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk)
    this.#handOver()
  }

  end(): void {
    this.#splitter.end()
    this.#requestRows.finish()
    this.#iterations.flush()
    for (const each of this.#iterations.unfinished()) this.#unfinished(each)
    this.#writes.flush()
    this.#handOver()
  }

  #handOver(): void {
    const requests = this.#requests
    const unplaced = this.#unplaced
    const aside = this.#aside
    const metrics = this.#metrics
    const written = this.#written
    this.#requests = []
    this.#unplaced = []
    this.#aside = []
    this.#metrics = []
    this.#written = []
    if (unplaced.length > 0) this.#sink.unplaced(unplaced)
    if (aside.length > 0) this.#sink.aside(aside)
    if (requests.length > 0) this.#sink.requests(requests)
    if (metrics.length > 0) this.#sink.metrics(metrics)
    if (written.length > 0) this.#sink.writes(written)
  }

  #row(text: string, quoted: boolean): void {
    const columns = this.#columns
    if (!columns) {
      this.#header(splitFields(text, quoted))
      return
    }
    const metric = fieldAt(text, quoted, columns.metric) ?? ''
    const kind = kindOf(metric)
    switch (kind) {
      case 'ignored':
        break
      case 'request':
        this.#requestRows.begin(text, quoted, columns)
        break
      case 'request-part':
        this.#requestRows.part(metric, text, quoted, columns)
        break
      case 'failed':
        this.#requestRows.failed(text, quoted, columns)
        break
      case 'iteration':
        this.#requestRows.finish()
        this.#iteration(text, quoted, columns)
        break
      case 'write':
        this.#requestRows.finish()
        this.#write(text, quoted, columns)
        break
      default:
        this.#requestRows.finish()
        this.#single(kind, metric, splitFields(text, quoted), columns)
    }
  }

  /** A row that stands for itself. */
  #single(kind: RowKind, metric: string, fields: string[], columns: Columns): void {
    const wallMs = wallMsIn(fields[columns.timestamp])
    const value = Number(fields[columns.value] || 'none')
    const isWhole = fields.length === columns.count && metric !== '' && wallMs !== null
    if (!isWhole || !isPossible(metric, value)) {
      this.#malformed += 1
    } else if (kind === 'vus') {
      if (value > 0) this.#markSending()
    } else this.#metric({ metric, fields, columns, wallMs, value })
  }

  #write(text: string, quoted: boolean, columns: Columns): void {
    const wallMs = wallMsIn(fieldAt(text, quoted, columns.timestamp))
    const read = wallMs !== null && this.#writes.step(wallMs, metadataOf(text, quoted, columns))
    if (!read) this.#malformed += 1
  }

  #header(fields: string[]): void {
    this.#columns = columnsOf(fields)
    if (!this.#columns) this.#malformed += 1
  }

  #iteration(text: string, quoted: boolean, columns: Columns): void {
    const wallMs = wallMsIn(fieldAt(text, quoted, columns.timestamp))
    const durationMs = Number(fieldAt(text, quoted, columns.value) || 'none')
    if (wallMs === null || !(durationMs >= 0 && durationMs <= MOST_RUN_MS)) {
      this.#malformed += 1
      return
    }
    this.#markSending()
    const metadata = metadataOf(text, quoted, columns)
    const vu = tagIn(metadata, 'vu') ?? ''
    const { requests, leadMs } = this.#iterations.ended(vu, tagIn(metadata, 'iter') ?? '', wallMs, durationMs)
    this.#sink.arrival(wallMs - durationMs)
    if (leadMs > LEAD_MS) this.#leads += 1
    // An iteration of just one request is told by that request, unless its user thinks before.
    if (requests === 1 && this.#leads < MOST_LEADS) return
    const scenario = splitFields(text, quoted)[columns.scenario] ?? ''
    const of = { wallMs, scenario, group: '', request: 0 }
    this.#metrics.push({ ...of, metric: 'iteration_duration', value: durationMs, label: String(requests) })
    // Told when it is more than before: who counts users by their requests has to know.
    const atOnce = requests === 0 ? 0 : this.#iterations.atOnce(vu)
    if (atOnce <= (this.#atOnce.get(scenario) ?? 1)) return
    this.#atOnce.set(scenario, atOnce)
    this.#metrics.push({ ...of, metric: 'requests_side_by_side', value: atOnce, label: '' })
  }

  /** When it is told by its own request alone, so is its begin. */
  #unfinished({ startWallMs: wallMs, requests, scenario }: Unfinished): void {
    if (requests === 1 && this.#leads < MOST_LEADS) return
    const label = String(requests)
    this.#metrics.push({ wallMs, metric: UNFINISHED, value: 0, label, scenario, group: '', request: 0 })
  }

  #metric(seen: { metric: string; fields: string[]; columns: Columns; wallMs: number; value: number }): void {
    const { metric, fields, columns, wallMs, value } = seen
    if (metric === 'dropped_iterations') {
      this.#markSending()
      this.#sink.arrival(wallMs)
    }
    const metadata = fields[columns.metadata] ?? ''
    this.#iterations.metric(tagIn(metadata, 'vu') ?? '', tagIn(metadata, 'iter') ?? '', {
      wallMs,
      metric,
      value,
      label: fields[columns.check] ?? '',
      scenario: fields[columns.scenario] ?? '',
      group: fields[columns.group] ?? '',
    })
  }

  #markSending(): void {
    if (this.#sending) return
    this.#sending = true
    this.#sink.sending()
  }
}

/** Iterations dropped at once, at most. */
const MOST_DROPPED = 1e6

function isPossible(metric: string, value: number): boolean {
  if (!Number.isFinite(value)) return false
  return metric !== 'dropped_iterations' || (value >= 0 && value <= MOST_DROPPED)
}
