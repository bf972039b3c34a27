import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/host/fake/clock.ts'
import { everyInterval } from '../../src/run/background.ts'

const unexpected = (error: unknown): never => {
  throw error
}

test('it is done at once, and then again after each interval', async () => {
  const clock = createFakeClock({ auto: false })
  const turns: number[] = []
  const work = everyInterval(clock, 1000, async () => void turns.push(clock.monoMs()), unexpected)
  await clock.advance(2500)
  await work.stop()
  expect(turns).toEqual([1000, 2000, 3000])
})

test('never two at once: a slow turn delays the next', async () => {
  const clock = createFakeClock({ auto: false })
  let under = 0
  let most = 0
  const slow = async (): Promise<void> => {
    most = Math.max(most, ++under)
    await clock.sleep(700)
    under -= 1
  }
  const work = everyInterval(clock, 100, slow, unexpected)
  await clock.advance(5000)
  const stopped = work.stop()
  await clock.advance(1000)
  await stopped
  expect(most).toBe(1)
})

test('stopping waits for the turn under way, and no other begins', async () => {
  const clock = createFakeClock({ auto: false })
  const log: string[] = []
  const turn = async (): Promise<void> => {
    log.push('begins')
    await clock.sleep(300)
    log.push('ends')
  }
  const work = everyInterval(clock, 100, turn, unexpected)
  await clock.advance(100)
  const stopped = work.stop().then(() => log.push('stopped'))
  await clock.advance(5000)
  await stopped
  expect(log).toEqual(['begins', 'ends', 'stopped'])
})

test('a turn that throws is told of and does not end the others', async () => {
  const clock = createFakeClock({ auto: false })
  const errors: unknown[] = []
  let turns = 0
  const work = everyInterval(
    clock,
    100,
    async () => {
      turns += 1
      if (turns === 2) throw new Error('once')
    },
    (error) => errors.push(error),
  )
  await clock.advance(350)
  await work.stop()
  expect(turns).toBe(4)
  expect(errors).toEqual([new Error('once')])
})
