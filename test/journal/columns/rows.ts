import fc from 'fast-check'
import type { Column, Requests } from '../../../src/journal/record.ts'
import type { RecordedMetric, RecordedProbe, RecordedRequest } from '../../../src/journal/rows.ts'
import { MOST_RUN_MS } from '../../../src/units.ts'

const name = fc.oneof(
  fc.constantFrom('', 'GET', 'read', 'GET /products/:id'),
  fc.string({ unit: 'grapheme' }),
)
const time = fc.double({ min: -MOST_RUN_MS, max: MOST_RUN_MS, noNaN: true })
const code = fc.integer({ min: 0, max: 65_535 })

export const requestRows: fc.Arbitrary<RecordedRequest[]> = fc.array(
  fc.record({
    startMs: time,
    durationMs: fc.float({ min: 0, max: 1e9, noNaN: true }),
    certain: fc.boolean(),
    ok: fc.boolean(),
    status: code,
    error: code,
    method: name,
    operation: name,
    scenario: name,
    group: name,
    instance: fc.option(name),
    release: fc.option(name),
  }),
)

export const metricRows: fc.Arbitrary<RecordedMetric[]> = fc.array(
  fc.record({
    atMs: time,
    metric: name,
    value: fc.double({ noNaN: true, noDefaultInfinity: true }),
    label: name,
    scenario: name,
    group: name,
    request: fc.nat(),
  }),
)

export const probeRows: fc.Arbitrary<RecordedProbe[]> = fc.array(
  fc.record({
    dueMs: time,
    startMs: time,
    endMs: time,
    ok: fc.boolean(),
    status: code,
    error: name,
    instance: name,
    release: name,
  }),
)

export function nameAt(column: Column, index: number): string | undefined {
  return column.values[column.codes[index] as number]
}

/** The rows that the columns stand for. */
export function rowsOf(requests: Requests): RecordedRequest[] {
  return Array.from({ length: requests.length }, (_, i) => ({
    startMs: requests.startMs[i] as number,
    durationMs: requests.durationMs[i] as number,
    certain: requests.certain[i] === 1,
    ok: requests.ok[i] === 1,
    status: requests.status[i] as number,
    error: requests.error[i] as number,
    method: nameAt(requests.method, i) as string,
    operation: nameAt(requests.operation, i) as string,
    scenario: nameAt(requests.scenario, i) as string,
    group: nameAt(requests.group, i) as string,
    instance: nameAt(requests.instance, i) as string,
    release: nameAt(requests.release, i) as string,
  }))
}

/** As it is read back: not known is the empty string. */
export function known(row: RecordedRequest): RecordedRequest {
  return { ...row, instance: row.instance ?? '', release: row.release ?? '' }
}

export function plainRequest(index: number): RecordedRequest {
  return {
    startMs: index * 5 + 0.123,
    durationMs: 2,
    certain: true,
    ok: true,
    status: 200,
    error: 0,
    method: 'GET',
    operation: `op ${index % 7}`,
    scenario: 'load',
    group: '',
    instance: null,
    release: null,
  }
}
