import { expect, test } from 'vitest'
import { Iterations } from '../../../../src/load/k6/csv/iterations.ts'
import type { SeenRequest } from '../../../../src/load/k6/csv/request-rows.ts'
import type { RequestRow } from '../../../../src/load/load.ts'

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

test('requests whose start is known are not held back', () => {
  const handed: RequestRow[] = []
  const iterations = new Iterations((row) => handed.push(row))
  iterations.request(seen(10, '1', '0', true))
  iterations.request(seen(10, '2', '0', false))
  expect(handed.map((row) => row.operation)).toEqual(['1'])
  expect(iterations.ended('2', '0', 11, 9).requests).toBe(1)
  expect(handed[1]).toMatchObject({ operation: '2', startWallMs: 2, durationMs: 8, certain: true })
})

test('an iteration counts its own requests only', () => {
  const iterations = new Iterations(() => undefined)
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
  const iterations = new Iterations((row) => handed.push(row))
  for (const at of [1, 2]) iterations.request(seen(at, '1', '0', false))
  iterations.ended('1', '0', 3, 3)
  for (const at of [101, 200]) iterations.request(seen(at, '1', '1', false))
  iterations.ended('1', '1', 200, 100)
  expect(handed.map((row) => row.certain)).toEqual([true, true, true, false])
})

test('an iteration that never ends gives its requests when the next begins, or at the end', () => {
  const handed: RequestRow[] = []
  const iterations = new Iterations((row) => handed.push(row))
  iterations.request(seen(1, '1', '0', false))
  iterations.request(seen(2, '1', '1', false))
  expect(handed.map((row) => row.startWallMs)).toEqual([1])
  iterations.flush()
  expect(handed.map((row) => [row.startWallMs, row.certain])).toEqual([
    [1, false],
    [2, false],
  ])
})

test('a request of nobody is handed over at once, and uncertain', () => {
  const handed: RequestRow[] = []
  new Iterations((row) => handed.push(row)).request(seen(1, '', '', false))
  expect(handed).toMatchObject([{ certain: false }])
})

test('what iterations hold back is bounded', () => {
  const handed: RequestRow[] = []
  const iterations = new Iterations((row) => handed.push(row))
  for (let k = 0; k < 100_001; k++) iterations.request(seen(k + 1, '1', '0', false))
  expect(handed.length).toBe(100_000)
})

test('an iteration that has begun and not ended is known by its first request', () => {
  const iterations = new Iterations(() => undefined)
  iterations.request(seen(10, '1', '0', true))
  iterations.request(seen(20, '1', '0', true))
  iterations.request(seen(15, '2', '0', true))
  iterations.request(seen(15, '3', '0', false))
  expect(iterations.ended('2', '0', 16, 8)).toEqual({ requests: 1, leadMs: 7 })
  expect(iterations.unfinished()).toEqual([{ startWallMs: 10, requests: 2, scenario: '' }])
})
