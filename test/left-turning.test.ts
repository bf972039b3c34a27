import { expect, test } from 'vitest'
import { createFakeClock } from '../src/host/fake/clock.ts'
import { everyInterval } from '../src/run/background.ts'
import { countLeftTurning } from './left-turning.ts'

test('a loop that nobody stopped is found, and one that was stopped is not', async () => {
  const left = countLeftTurning()
  const loop = everyInterval(
    createFakeClock(),
    100,
    async () => undefined,
    () => undefined,
  )
  expect(await left()).toBe(1)
  await loop.stop()
  expect(await left()).toBe(0)
})

test('sleepers that wake one after the other end by themselves', async () => {
  const left = countLeftTurning()
  const clock = createFakeClock()
  for (let k = 0; k < 200; k++) void clock.sleep(k)
  expect(await left()).toBe(0)
})
