import { expect, it } from 'vitest'
import { clockSteps } from '../../src/measure/clock.ts'
import { buildRecord } from './build-record.ts'

function stepsOf(offsets: number[]) {
  const events = offsets.map((offsetMs, i) => ({ atMs: 1000 * (i + 1), type: 'clock' as const, offsetMs }))
  return clockSteps(buildRecord({ phases: [], events }).events.filter(({ atMs }) => atMs <= 3000))
}

it('finds a step of more than 5 ms, in either direction', () => {
  expect(stepsOf([0, 7, 7])).toEqual([{ atMs: 2000, stepMs: 7 }])
  expect(stepsOf([0, 0, -40])).toEqual([{ atMs: 3000, stepMs: -40 }])
})

it('lets drift pass', () => {
  expect(stepsOf([2, 5, 9])).toEqual([])
})
