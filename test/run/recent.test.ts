import { describe, expect, test } from 'vitest'
import { Recent } from '../../src/run/recent.ts'
import { requestRow } from './rows.ts'

describe('requests of late', () => {
  test('by their start', () => {
    const recent = new Recent(1000)
    recent.add([100, 200, 300].map((startMs) => requestRow({ startMs })))
    expect(recent.begun(200).map(({ startMs }) => startMs)).toEqual([200, 300])
    expect(recent.begun(100, 300).map(({ startMs }) => startMs)).toEqual([100, 200])
  })

  test('by their end: one that hung is seen when it failed', () => {
    const recent = new Recent(5000)
    recent.add([requestRow({ startMs: 0, durationMs: 2000, ok: false }), requestRow({ startMs: 1990 })])
    expect(recent.ended(1000, 1999, {})).toEqual([])
    expect(recent.ended(1000, 2000, {}).map(({ startMs }) => startMs)).toEqual([0, 1990])
    expect(recent.ended(2000, 3000, {})).toEqual([])
  })

  test.each([
    [{}, 2],
    [{ operation: 'read' }, 1],
    [{ scenario: 'shop' }, 2],
    [{ scenario: 'other' }, 0],
    [{ group: 'basket' }, 1],
    [{ method: 'post' }, 1],
    [{ route: 'POST /orders' }, 1],
    [{ route: 'read' }, 1],
    [{ route: 'GET /orders' }, 0],
    [{ operation: 'read', method: 'POST' }, 0],
  ])('that match %o', (filter, count) => {
    const recent = new Recent(1000)
    recent.add([requestRow(), requestRow({ method: 'POST', operation: '/orders', group: '::basket' })])
    expect(recent.ended(0, 100, filter)).toHaveLength(count)
  })

  test('are forgotten once they are long past, however many come', () => {
    const recent = new Recent(1000)
    for (let startMs = 0; startMs < 60_000; startMs += 10) recent.add([requestRow({ startMs })])
    expect(recent.begun(59_000)).toHaveLength(100)
    expect(recent.begun(0).length).toBeLessThan(220)
  })
})
