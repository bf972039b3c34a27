import { expect, test } from 'vitest'
import { createInterruption } from '../../src/run/interruption.ts'

test('nothing is interrupted before a signal comes', () => {
  const interruption = createInterruption()
  expect(interruption).toMatchObject({ signalled: null, hurried: false })
  expect(interruption.signal.aborted).toBe(false)
})

test('the first signal ends the drill, with its name as the reason', () => {
  const interruption = createInterruption()
  interruption.receive('SIGTERM')
  expect(interruption).toMatchObject({ signalled: 'SIGTERM', hurried: false })
  expect(interruption.signal.reason).toEqual(new Error('SIGTERM was received'))
})

test('the second one hurries; the first is still the one that ended it', () => {
  const interruption = createInterruption()
  interruption.receive('SIGINT')
  interruption.receive('SIGTERM')
  expect(interruption).toMatchObject({ signalled: 'SIGINT', hurried: true })
  expect(interruption.signal.reason).toEqual(new Error('SIGINT was received'))
})

test('the second one is also heard in the middle of something, and the third gives up', () => {
  const interruption = createInterruption()
  const seen = () => [interruption.hurrying.aborted, interruption.abandoned.aborted]
  interruption.receive('SIGINT')
  expect(seen()).toEqual([false, false])
  interruption.receive('SIGINT')
  expect(seen()).toEqual([true, false])
  interruption.receive('SIGTERM')
  expect(seen()).toEqual([true, true])
})

test('whoever listens is told of each signal, before the drill is ended', () => {
  const interruption = createInterruption()
  const heard: unknown[] = []
  interruption.onSignal((signal, hurried) => heard.push([signal, hurried, interruption.signal.aborted]))
  interruption.receive('SIGINT')
  interruption.receive('SIGINT')
  expect(heard).toEqual([
    ['SIGINT', false, false],
    ['SIGINT', true, true],
  ])
})
