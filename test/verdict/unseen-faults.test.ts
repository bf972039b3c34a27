import { expect, test } from 'vitest'
import { unseenFaults } from '../../src/verdict/unseen-faults.ts'
import { killed, measured, window } from './build-measurements.ts'
import { kill, ranToEnd } from './build-run.ts'

const unseen = (faults = [killed()], record = ranToEnd()) =>
  unseenFaults(record, measured({ faults })).map(({ message }) => message)

test('a fault that was seen is none', () => {
  expect(unseen()).toEqual([])
})

test('not seen to land, or nobody looked', () => {
  const landed = { seen: false, atMs: 16_000, evidence: ['pid 4711 still serves'] }
  expect(unseen([killed({ landed })])).toEqual(['the kill of web-1 was not seen to land'])
  expect(unseen([killed({ landed: null })])).toEqual(['the kill of web-1 was not seen to land'])
})

test('a fault of the drill that was never injected', () => {
  expect(unseen([])).toEqual(['the kill in lost was never injected'])
})

test('another victim than the one that was meant', () => {
  expect(unseen([killed({ victim: 'web-2' })])).toEqual([
    'the kill of web-2 hit another instance than web-1, which was meant',
  ])
  const named = { ...kill, victim: { ref: 'named', name: 'web-2' } } as const
  const record = ranToEnd({ phases: [{ name: 'lost', durationMs: 30_000, steps: [named] }] })
  expect(unseen([killed()], record)[0]).toContain('another instance than web-2')
})

test('a window that was cut short says so itself', () => {
  const windows = [window('lost', 10_000, 11_000, { completed: false })]
  const faults = [killed({ landed: null })]
  expect(unseenFaults(ranToEnd(), measured({ windows, faults }))).toEqual([])
})
