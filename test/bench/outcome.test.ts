import { expect, test } from 'vitest'
import type { Trial } from '../../bench/ledger.ts'
import { caught, namedFirst, passes } from '../../bench/outcome.ts'
import { first, on } from '../../bench/rehearsal.ts'

const twin = on('slow-boot', 'takes long', 'restart', /: boot time/)
const trial: Trial = {
  ...{ key: 'k', case: twin.name, trial: 1, at: '2026-11-29T00:00:00Z' },
  ...{ verdict: 'fail', exit: 1, left: [], lost: { clients: 0, edge: 0 } },
  failed: ['in turn: boot time below 5 s', 'after: steady state'],
}

test('a twin is caught when its drill fails by the named clause, first of all', () => {
  expect(caught(trial, twin)).toBe(true)
})

test.each<[string, Partial<Trial>]>([
  ['another clause fails first', { failed: ['baseline: p95', 'in turn: boot time below 5 s'] }],
  ['only others fail', { failed: ['baseline: p95'] }],
  ['none is told', { failed: undefined }],
  ['it is inconclusive', { verdict: 'inconclusive', exit: 2 }],
  ['it passes', { verdict: 'pass', exit: 0, failed: [] }],
  ['it ends as dirty', { exit: 3 }],
  ['something is left', { left: ['process 1'] }],
  ['the edge lost what the clients did not', { lost: { clients: 0, edge: 50 } }],
])('not when %s', (_what, differing) => {
  expect(caught({ ...trial, ...differing }, twin)).toBe(false)
})

test('where another clause has to be first, both have to fail', () => {
  const led = first(/: uptime/, twin)
  const failed = ['in turn: uptime', 'in turn: boot time below 5 s']
  expect([namedFirst({ ...trial, failed }, led), caught({ ...trial, failed }, led)]).toEqual([true, true])
  expect(caught({ ...trial, failed: failed.slice(0, 1) }, led)).toBe(false)
  expect(caught(trial, led)).toBe(false)
})

test('a healthy one passes when nothing is left and the edge agrees', () => {
  const good = { ...trial, verdict: 'pass', exit: 0, failed: [] }
  expect(passes(good)).toBe(true)
  expect(passes(trial)).toBe(false)
  expect(passes({ ...good, left: ['directory /tmp/x'] })).toBe(false)
  expect(passes({ ...good, lost: { clients: 30, edge: 0 } })).toBe(false)
})
