import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FirstDue } from '../../../src/load/k6/first-due.ts'

test('one arrival on time tells when the first was due, whatever the lateness of others', () => {
  const delays = fc.array(fc.double({ min: 0, max: 8, noNaN: true }), { minLength: 10, maxLength: 50 })
  fc.assert(
    fc.property(delays, fc.nat(), (delaysMs, pick) => {
      const first = new FirstDue({ kind: 'constant-arrival-rate', ratePerSecond: 100 })
      const onTime = pick % delaysMs.length
      for (const [k, delay] of delaysMs.entries()) first.add(5000 + k * 10 + (k === onTime ? 0 : delay))
      expect(first.settle()).toBeCloseTo(5000, 6)
    }),
  )
})

test('it is said after three seconds of arrivals and never changes', () => {
  const first = new FirstDue({ kind: 'constant-arrival-rate', ratePerSecond: 0.4 })
  expect([first.add(100), first.add(2600), first.add(5100)]).toEqual([null, null, 100])
  expect([first.add(1), first.settle()]).toEqual([100, 100])
})

test('arrivals come in any order', () => {
  const first = new FirstDue({ kind: 'constant-arrival-rate', ratePerSecond: 10 })
  for (const at of [200, 0, 100]) first.add(at)
  expect(first.settle()).toBe(0)
})

test('without a constant rate it is the earliest start; without arrivals nothing', () => {
  const first = new FirstDue({ kind: 'script' })
  expect(first.settle()).toBeNull()
  for (const at of [70, 50, 60]) first.add(at)
  expect(first.settle()).toBe(50)
})
