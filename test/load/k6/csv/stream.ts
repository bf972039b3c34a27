import { type DecoderSink, K6Decoder } from '../../../../src/load/k6/csv/decoder.ts'
import type { MetricRow, RequestRow, WriteRow } from '../../../../src/load/load.ts'

export const HEADER =
  'metric_name,timestamp,metric_value,check,error_code,expected_response,group,method,name,scenario,status,extra_tags,metadata'

export interface Decoded {
  requests: RequestRow[]
  unplaced: RequestRow[]
  aside: RequestRow[]
  metrics: MetricRow[]
  writes: WriteRow[]
  arrivals: number[]
  malformed: number
  sending: number
}

export function decode(chunks: Iterable<Uint8Array>): Decoded {
  const decoded: Decoded = {
    requests: [],
    unplaced: [],
    aside: [],
    metrics: [],
    writes: [],
    arrivals: [],
    malformed: 0,
    sending: 0,
  }
  const sink: DecoderSink = {
    requests: (batch) => decoded.requests.push(...batch),
    unplaced: (batch) => decoded.unplaced.push(...batch),
    aside: (batch) => decoded.aside.push(...batch),
    metrics: (batch) => decoded.metrics.push(...batch),
    writes: (batch) => decoded.writes.push(...batch),
    arrival: (startWallMs) => decoded.arrivals.push(startWallMs),
    sending: () => {
      decoded.sending += 1
    },
  }
  const decoder = new K6Decoder(sink)
  for (const chunk of chunks) decoder.push(chunk)
  decoder.end()
  decoded.malformed = decoder.malformedRows
  return decoded
}

export function decodeText(text: string): Decoded {
  return decode([Buffer.from(text)])
}

export interface RequestCells {
  endMs: number
  duration?: number
  blocked?: number
  connecting?: number
  sending?: number
  failed?: number | null
  error?: string
  status?: string
  group?: string
  method?: string
  name?: string
  tags?: string
  vu?: number
  iter?: number
}

export function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** The rows of one request, as k6 v2.2.0 writes them. */
export function requestRows(cells: RequestCells): string {
  const { endMs, duration = 2, blocked = 0, connecting = 0, sending = 0, failed = 0 } = cells
  const tags = [
    '',
    cells.error ?? '',
    String(failed === 0),
    cells.group ?? '',
    cells.method ?? 'GET',
    cells.name ?? 'http://127.0.0.1:80/a',
    'load',
    cells.status ?? '200',
    cells.tags ?? '',
    `vu=${cells.vu ?? 1}&iter=${cells.iter ?? 0}`,
  ].map(quoted)
  const row = (metric: string, value: number): string =>
    `${metric},${Math.round(endMs * 1000)},${value.toFixed(6)},${tags.join(',')}\n`
  return [
    row('http_reqs', 1),
    row('http_req_duration', duration),
    row('http_req_blocked', blocked),
    row('http_req_connecting', connecting),
    row('http_req_tls_handshaking', 0),
    row('http_req_sending', sending),
    row('http_req_waiting', duration - sending),
    row('http_req_receiving', 0),
    failed === null ? '' : row('http_req_failed', failed),
  ].join('')
}

export interface MetricCells {
  endMs: number
  value: number
  check?: string
  group?: string
  vu?: number
  iter?: number
  scenario?: string
}

export function metricRow(metric: string, cells: MetricCells): string {
  const { endMs, value, check = '', group = '', vu = 1, iter = 0, scenario = 'load' } = cells
  const tags = [check, '', '', group, '', '', scenario, '', '', `vu=${vu}&iter=${iter}`].map(quoted)
  return `${metric},${Math.round(endMs * 1000)},${value.toFixed(6)},${tags.join(',')}\n`
}

/** What ends an iteration. */
export function iterationRows(cells: MetricCells): string {
  return (
    metricRow('data_sent', cells) +
    metricRow('iteration_duration', cells) +
    metricRow('iterations', { ...cells, value: 1 })
  )
}
