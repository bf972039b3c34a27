import { expect, it } from 'vitest'
import { createEventPosition } from '../../../src/host/engine/event-position.ts'

const event = (atMs: number, action: 'die' | 'start' = 'die', container = 'a') => ({
  atMs,
  action,
  container,
  health: null,
})

it('asks from its beginning on, and later for a second that was told before', () => {
  const position = createEventPosition(5000)
  expect(position.sinceMs()).toBe(5000)
  position.isNew(event(5500))
  expect(position.sinceMs()).toBe(5000)
  position.isNew(event(9000))
  expect(position.sinceMs()).toBe(8000)
})

it('knows what was told by time, action and container, whatever the order', () => {
  const position = createEventPosition(0)
  const all = [event(9000), event(8500), event(9000, 'start'), event(9000, 'die', 'b')]
  expect(all.map(position.isNew)).toEqual([true, true, true, true])
  expect(position.sinceMs()).toBe(8000)
  expect(all.map(position.isNew)).toEqual([false, false, false, false])
  expect(position.isNew(event(8400))).toBe(true)
})
