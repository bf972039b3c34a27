import type {
  Column,
  Metrics,
  Probes,
  Requests,
  Stored,
  Texts,
  Traffic,
  Writes,
} from '../../src/journal/record.ts'
import { NO_JOBS } from '../../src/journal/rows.ts'
import type {
  MetricInput,
  ProbeInput,
  RecordInput,
  RequestInput,
  StoredInput,
  TrafficInput,
  WriteInput,
} from './record-input.ts'

export function requestsOf(rows: RequestInput[]): Requests {
  const ended = rows.toSorted((a, b) => a.startMs + a.durationMs - (b.startMs + b.durationMs))
  return {
    length: ended.length,
    startMs: Float64Array.from(ended, ({ startMs }) => startMs),
    durationMs: Float32Array.from(ended, ({ durationMs }) => durationMs),
    ok: Uint8Array.from(ended, ({ ok = true }) => Number(ok)),
    certain: Uint8Array.from(ended, ({ certain = true }) => Number(certain)),
    status: Uint16Array.from(ended, ({ ok = true, status = ok ? 200 : 0 }) => status),
    error: Uint16Array.from(ended, errorOf),
    method: column(ended, ({ method = 'GET' }) => method),
    operation: column(ended, ({ operation = 'read' }) => operation),
    scenario: column(ended, ({ scenario = 'shop' }) => scenario),
    group: column(ended, ({ group = '' }) => group),
    instance: column(ended, ({ instance = '' }) => instance),
    release: column(ended, ({ release = '' }) => release),
  }
}

export function metricsOf({ metrics = [], droppedMs = [] }: RecordInput): Metrics {
  const drops = droppedMs.map((atMs): MetricInput => ({ atMs, metric: 'dropped_iterations' }))
  const rows = [...metrics, ...drops].toSorted((a, b) => a.atMs - b.atMs)
  return {
    length: rows.length,
    atMs: Float64Array.from(rows, ({ atMs }) => atMs),
    value: Float64Array.from(rows, ({ value = 1 }) => value),
    metric: column(rows, ({ metric }) => metric),
    label: column(rows, ({ label = '' }) => label),
    scenario: column(rows, ({ scenario = 'shop' }) => scenario),
    group: column(rows, ({ group = '' }) => group),
    request: Float64Array.from(rows, ({ request = 0 }) => request),
  }
}

export function probesOf(rows: ProbeInput[]): Probes {
  return {
    length: rows.length,
    dueMs: Float64Array.from(rows, ({ dueMs }) => dueMs),
    startMs: Float64Array.from(rows, ({ dueMs, startMs = dueMs }) => startMs),
    endMs: Float64Array.from(rows, ({ dueMs, tookMs = 3 }) => dueMs + tookMs),
    ok: Uint8Array.from(rows, ({ ok = true }) => Number(ok)),
    status: Uint16Array.from(rows, ({ ok = true }) => (ok ? 200 : 0)),
    error: column(rows, ({ ok = true, error = ok ? '' : 'ECONNREFUSED' }) => error),
    instance: column(rows, () => ''),
    release: column(rows, () => ''),
  }
}

export function trafficOf(rows: TrafficInput[]): Traffic {
  return {
    length: rows.length,
    startMs: Float64Array.from(rows, ({ startMs }) => startMs),
    durationMs: Float32Array.from(rows, ({ durationMs }) => durationMs),
    status: Uint16Array.from(rows, ({ status = 200 }) => status),
    instance: column(rows, ({ instance = '' }) => instance),
    method: column(rows, ({ method = 'GET' }) => method),
    path: column(rows, ({ path = '/' }) => path),
  }
}

export function writesOf(rows: readonly WriteInput[]): Writes {
  return {
    length: rows.length,
    startMs: Float64Array.from(rows, ({ startMs = 0 }) => startMs),
    durationMs: Float32Array.from(rows, ({ durationMs = 5 }) => durationMs ?? Number.NaN),
    key: texts(rows.map(({ key }) => key)),
    told: column(rows, ({ told = 'acknowledged' }) => told),
    status: Uint16Array.from(rows, ({ told = 'acknowledged', status }) => status ?? STATUS[told]),
    instance: column(rows, ({ instance = '' }) => instance),
    release: column(rows, () => ''),
  }
}

const STATUS = { acknowledged: 201, refused: 409, unknown: 0 } as const

export function storedOf(rows: readonly StoredInput[]): Stored {
  return {
    length: rows.length,
    key: texts(rows.map(({ key }) => key)),
    count: Uint16Array.from(rows, ({ count = 1 }) => count),
    jobs: Uint16Array.from(rows, ({ jobs = NO_JOBS }) => jobs),
  }
}

export function texts(values: readonly string[]): Texts {
  const parts = values.map((value) => new TextEncoder().encode(value))
  const ends = new Uint32Array(values.length)
  for (const [index, { length }] of parts.entries()) ends[index] = (ends[index - 1] ?? 0) + length
  const starts = ends.map((end, index) => end - parts[index]!.length)
  return { bytes: new Uint8Array(Buffer.concat(parts)), starts, ends }
}

function column<T>(rows: readonly T[], pick: (row: T) => string): Column {
  const codes = new Map<string, number>([['', 0]])
  const indices = Uint16Array.from(rows, (row) => {
    const value = pick(row)
    const code = codes.get(value) ?? codes.size
    codes.set(value, code)
    return code
  })
  return { codes: indices, values: [...codes.keys()] }
}

/** As k6 has it, unless given: 1502 of what was answered 502, and of what was not answered that its connection was reset. */
function errorOf({ ok = true, status = 0, error }: RequestInput): number {
  return error ?? (ok ? 0 : status === 0 ? 1220 : 1000 + status)
}
