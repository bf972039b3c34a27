import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ObjectiveDraft } from '../../src/drill/bounds.ts'
import { errors, interruption, metric, p, p95, ratio, uptime } from '../../src/drill/indicators.ts'
import { requiredRequests } from '../../src/drill/requests.ts'

const needs = (draft: ObjectiveDraft) => requiredRequests(draft.objective)

test('the numbers that the rules of measuring give', () => {
  expect(needs(uptime().atLeast('99.9%'))).toEqual({ toDecide: 1000, toProve: 2995, ofAll: true })
  expect(needs(p95().below('150ms'))).toEqual({ toDecide: 59, toProve: 72, ofAll: true })
  expect(needs(p(99.9).atMost('1s'))?.toProve).toBe(3688)
  expect(needs(errors().below('0.1%'))).toEqual({ toDecide: 1000, toProve: 2995, ofAll: true })
  expect(needs(errors().atMost('10%'))).toEqual({ toDecide: 10, toProve: 29, ofAll: true })
  expect(needs(p95().notWorseThan('baseline', '5%'))?.toProve).toBe(72)
})

test('what selects some requests says that it does', () => {
  expect(needs(uptime({ route: 'GET /' }).atLeast('99%'))).toMatchObject({ ofAll: false })
  expect(needs(ratio({ check: 'c' }).atLeast('99%'))).toEqual({ toDecide: 100, toProve: 299, ofAll: false })
})

test('what no number of requests decides needs none', () => {
  for (const draft of [
    uptime().atLeast('100%'),
    uptime().below('90%'),
    uptime({ by: 'time' }).atLeast('99.9%'),
    errors().above('1%'),
    errors().below('0%'),
    errors().notWorseThan('baseline', '5%'),
    p95().above('1s'),
    ratio({ check: 'c' }).below('5%'),
    interruption().below('1s'),
    metric('m', 'avg').below(1),
  ]) {
    expect(needs(draft)).toBeNull()
  }
})

test('property: so many good requests leave at most 5 % of chance for a worse share, and one fewer leaves more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 500, max: 9999 }), (share) => {
      const good = share / 10_000
      const needed = needs(uptime().atLeast(`${share / 100}%`))
      expect(needed).not.toBeNull()
      expect(good ** needed!.toProve).toBeLessThanOrEqual(0.05 * (1 + 1e-9))
      expect(good ** (needed!.toProve - 1)).toBeGreaterThan(0.05 * (1 - 1e-9))
    }),
  )
})
