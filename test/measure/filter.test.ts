import { describe, expect, it } from 'vitest'
import type { Filter } from '../../src/drill/objective.ts'
import { among, matchesMetrics, matchesRequests } from '../../src/measure/filter.ts'
import { buildRecord } from './build-record.ts'

const record = buildRecord({
  phases: [],
  requests: [
    { startMs: 1, durationMs: 1, method: 'GET', operation: '/products', scenario: 'shop', group: '::browse' },
    { startMs: 2, durationMs: 1, method: 'POST', operation: '/orders', scenario: 'shop', group: '::buy' },
    { startMs: 3, durationMs: 1, method: 'GET', operation: 'GET /cart', scenario: 'other' },
  ],
  metrics: [
    { atMs: 1, metric: 'checks', scenario: 'shop', group: '::buy' },
    { atMs: 2, metric: 'checks', scenario: 'other' },
  ],
})

function rowsFor(filter: Filter): number[] | null {
  const matches = matchesRequests(filter, record.requests)
  return matches === null ? null : [0, 1, 2].filter(matches)
}

describe('a filter', () => {
  it.each<[Filter, number[]]>([
    [{ operation: '/orders' }, [1]],
    [{ scenario: 'other' }, [2]],
    [{ group: 'buy' }, [1]],
    [{ group: '::browse' }, [0]],
    [{ method: 'get' }, [0, 2]],
    [{ route: 'GET /products' }, [0]],
    [{ route: 'GET /cart' }, [2]],
    [{ route: 'POST /products' }, []],
    [{ route: '/orders' }, [1]],
    [{ method: 'GET', scenario: 'shop' }, [0]],
  ])('%o takes %o', (filter, rows) => {
    expect(rowsFor(filter)).toEqual(rows)
  })

  it('of nothing takes everything', () => {
    expect(rowsFor({})).toBeNull()
    expect(matchesMetrics({ route: 'GET /products' }, record.metrics)).toBeNull()
  })

  it('takes metrics by scenario and group', () => {
    const matches = matchesMetrics({ scenario: 'shop', group: 'buy' }, record.metrics)
    expect([0, 1].map((row) => matches?.(row))).toEqual([true, false])
  })
})

it('among decides by value', () => {
  const isOther = among(record.requests.scenario, (name) => name === 'other')
  expect([0, 1, 2].map(isOther)).toEqual([false, false, true])
})
