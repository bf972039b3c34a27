import { describe, expect, test } from 'vitest'
import { type IterationSink, Iterations } from '../../../../src/load/k6/csv/iterations.ts'
import type { SeenRequest } from '../../../../src/load/k6/csv/request-rows.ts'
import type { MetricRow, RequestRow } from '../../../../src/load/load.ts'

function seen(endWallMs: number, vu: string, iteration: string, timed: boolean): SeenRequest {
  const row: RequestRow = {
    startWallMs: endWallMs,
    durationMs: 0,
    certain: true,
    ok: timed,
    status: 0,
    error: 0,
    method: 'GET',
    operation: vu,
    scenario: '',
    group: '',
    instance: null,
    release: null,
  }
  return { row, endWallMs, vu, iteration, timed }
}

/** Keeps the requests, and the metrics that speak of them. */
function into(handed: RequestRow[], metrics: MetricRow[] = [], told: RequestRow[] = []): IterationSink {
  return {
    request: (row) => handed.push(row),
    unplaced: (row) => told.push(row),
    metric: (row) => metrics.push(row),
  }
}

test('requests whose start is known are not held back', () => {
  const handed: RequestRow[] = []
  const iterations = new Iterations(into(handed))
  iterations.request(seen(10, '1', '0', true))
  iterations.request(seen(10, '2', '0', false))
  expect(handed.map((row) => row.operation)).toEqual(['1'])
  expect(iterations.ended('2', '0', 11, 9).requests).toBe(1)
  expect(handed[1]).toMatchObject({ operation: '2', startWallMs: 2, durationMs: 8, certain: true })
})

test('an iteration counts its own requests only', () => {
  const iterations = new Iterations(into([]))
  iterations.request(seen(1, '1', '0', true))
  iterations.request(seen(2, '1', '0', true))
  expect(iterations.ended('1', '0', 3, 3).requests).toBe(2)
  iterations.request(seen(5, '1', '1', true))
  expect(iterations.ended('1', '1', 6, 3).requests).toBe(1)
  expect(iterations.ended('1', '2', 7, 1).requests).toBe(0)
  expect(iterations.ended('9', '0', 7, 1).requests).toBe(0)
})

test('in a short iteration of several requests the start is certain enough', () => {
  const handed: RequestRow[] = []
  const iterations = new Iterations(into(handed))
  for (const at of [1, 2]) iterations.request(seen(at, '1', '0', false))
  iterations.ended('1', '0', 3, 3)
  for (const at of [101, 200]) iterations.request(seen(at, '1', '1', false))
  iterations.ended('1', '1', 200, 100)
  expect(handed.map((row) => row.certain)).toEqual([true, true, true, false])
})

test('an iteration that never ends gives its requests when the next begins, or at the end', () => {
  const handed: RequestRow[] = []
  const iterations = new Iterations(into(handed))
  iterations.request(seen(1, '1', '0', false))
  iterations.request(seen(2, '1', '1', false))
  expect(handed.map((row) => row.startWallMs)).toEqual([1])
  iterations.flush()
  expect(handed.map((row) => [row.startWallMs, row.certain])).toEqual([
    [1, false],
    [2, false],
  ])
})

test('what is held back is told at once as well, and again once its start is known', () => {
  const handed: RequestRow[] = []
  const told: RequestRow[] = []
  const iterations = new Iterations(into(handed, [], told))
  iterations.request(seen(10, '1', '0', true))
  iterations.request(seen(20, '1', '0', false))
  expect(told).toMatchObject([{ startWallMs: 20, durationMs: 0, certain: false, ok: false }])
  expect(handed).toHaveLength(1)
  iterations.ended('1', '0', 30_000, 30_000)
  expect(told).toHaveLength(1)
  expect(handed.map((row) => row.told)).toEqual([undefined, true])
})

test('a request of nobody is handed over at once, and uncertain', () => {
  const handed: RequestRow[] = []
  new Iterations(into(handed)).request(seen(1, '', '', false))
  expect(handed).toMatchObject([{ certain: false }])
})

test('of a start that is not known at all nothing is told, whatever the wait for a connection was', () => {
  const handed: RequestRow[] = []
  const iterations = new Iterations(into(handed))
  const waited = seen(30, '1', '0', false)
  iterations.request({ ...waited, row: { ...waited.row, startWallMs: 23, durationMs: 7 } })
  iterations.flush()
  expect(handed).toMatchObject([{ startWallMs: 30, durationMs: 0, certain: false }])
})

test('what iterations hold back is bounded', () => {
  const handed: RequestRow[] = []
  const iterations = new Iterations(into(handed))
  for (let k = 0; k < 100_001; k++) iterations.request(seen(k + 1, '1', '0', false))
  expect(handed.length).toBe(100_000)
})

describe('a metric', () => {
  const metric = (label: string) => ({
    wallMs: 9,
    metric: 'checks',
    value: 1,
    label,
    scenario: '',
    group: '',
  })
  function spokenOf(tell: (iterations: Iterations) => void): { requests: string[]; metrics: unknown[] } {
    const [requests, metrics]: [RequestRow[], MetricRow[]] = [[], []]
    tell(new Iterations(into(requests, metrics)))
    return {
      requests: requests.map(({ operation, startWallMs }) => `${operation}@${startWallMs}`),
      metrics: metrics.map(({ label, request }) => [label, request]),
    }
  }

  test('speaks of the request that its iteration made last', () => {
    const { metrics } = spokenOf((iterations) => {
      iterations.metric('1', '0', metric('before any'))
      iterations.request(seen(1, '1', '0', true))
      iterations.request(seen(2, '2', '0', true))
      iterations.metric('1', '0', metric('first'))
      iterations.request(seen(3, '1', '0', true))
      iterations.metric('1', '0', metric('third'))
      iterations.metric('2', '0', metric('second'))
      iterations.metric('2', '1', metric('of another iteration'))
      iterations.metric('', '', metric('of nobody'))
      iterations.request(seen(4, '1', '1', true))
      iterations.metric('1', '1', metric('fourth'))
    })
    expect(metrics).toEqual([
      ['before any', 0],
      ['first', 1],
      ['third', 3],
      ['second', 2],
      ['of another iteration', 0],
      ['of nobody', 0],
      ['fourth', 4],
    ])
  })

  test('is held back with a request whose start is not known yet', () => {
    const told = spokenOf((iterations) => {
      iterations.request(seen(10, '1', '0', false))
      iterations.metric('1', '0', metric('of the first'))
      iterations.request(seen(11, '2', '0', true))
      iterations.request(seen(12, '1', '0', false))
      iterations.metric('1', '0', metric('of the second'))
      iterations.ended('1', '0', 13, 13)
    })
    expect(told.requests).toEqual(['2@11', '1@0', '1@0'])
    expect(told.metrics).toEqual([
      ['of the first', 2],
      ['of the second', 3],
    ])
  })

  test('is handed over in an iteration that never ends, and of what comes after it as well', () => {
    const { metrics } = spokenOf((iterations) => {
      iterations.request(seen(10, '1', '0', false))
      iterations.metric('1', '0', metric('before'))
      iterations.flush()
      iterations.metric('1', '0', metric('after'))
    })
    expect(metrics).toEqual([
      ['before', 1],
      ['after', 1],
    ])
  })

  test('is held back by no more than can be', () => {
    const { metrics } = spokenOf((iterations) => {
      iterations.request(seen(10, '1', '0', false))
      for (let k = 0; k < 100_001; k++) iterations.metric('1', '0', metric(''))
    })
    expect(metrics).toHaveLength(100_001)
  })
})

test('an iteration that has begun and not ended is known by its first request', () => {
  const iterations = new Iterations(into([]))
  iterations.request(seen(10, '1', '0', true))
  iterations.request(seen(20, '1', '0', true))
  iterations.request(seen(15, '2', '0', true))
  iterations.request(seen(15, '3', '0', false))
  expect(iterations.ended('2', '0', 16, 8)).toEqual({ requests: 1, leadMs: 7 })
  expect(iterations.unfinished()).toEqual([{ startWallMs: 10, requests: 2, scenario: '' }])
})
