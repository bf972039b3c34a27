import type { Column, Metrics, Probes, Requests, Traffic } from '../../src/journal/record.ts'
import type { MetricInput, ProbeInput, RecordInput, RequestInput, TrafficInput } from './record-input.ts'

export function requestsOf(rows: RequestInput[]): Requests {
  const ended = rows.toSorted((a, b) => a.startMs + a.durationMs - (b.startMs + b.durationMs))
  return {
    length: ended.length,
    startMs: Float64Array.from(ended, ({ startMs }) => startMs),
    durationMs: Float32Array.from(ended, ({ durationMs }) => durationMs),
    ok: Uint8Array.from(ended, ({ ok = true }) => Number(ok)),
    certain: Uint8Array.from(ended, ({ certain = true }) => Number(certain)),
    status: Uint16Array.from(ended, ({ ok = true, status = ok ? 200 : 0 }) => status),
    error: Uint16Array.from(ended, ({ ok = true, error = ok ? 0 : 1212 }) => error),
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
