import { expect, test } from 'vitest'
import { mustReach, reachOnly, untilReached } from '../../src/rollout/reach.ts'
import { onFake } from './on-fake.ts'

test('an instance that requests come to is reached', async () => {
  const { context } = await onFake()
  expect(await untilReached(context, 'web-1', 1000)).toBe('reached')
})

test('it is waited for', async () => {
  let looks = 0
  const { context } = await onFake({ deploy: () => ({ reached: async () => ++looks > 4 }) })
  const startMs = context.nowMs()
  expect(await untilReached(context, 'web-1', 1000)).toBe('reached')
  expect(context.nowMs() - startMs).toBe(800)
})

test.each([
  [{ 'web-1': true, 'web-2': false, 'web-3': false }, true],
  [{ 'web-1': true, 'web-2': false, 'web-3': true }, false],
  [{ 'web-1': true, 'web-2': null, 'web-3': null }, false],
  [{ 'web-1': null, 'web-2': false, 'web-3': false }, false],
])('that only one of them is reached is seen, and not guessed: %j', async (seen, expected) => {
  const answers: Record<string, boolean | null> = seen
  const { context } = await onFake({ deploy: () => ({ reached: async (name) => answers[name] ?? null }) })
  expect(await reachOnly(context, ['web-1'], ['web-2', 'web-3'])).toBe(expected)
})

test('not for ever', async () => {
  const { context } = await onFake({ deploy: () => ({ reached: async () => false }) })
  const startMs = context.nowMs()
  expect(await untilReached(context, 'web-1', 1000)).toBe('late')
  expect(context.nowMs() - startMs).toBe(1000)
})

test('one that is up and not ready is late, not down', async () => {
  const { context, fake } = await onFake()
  fake.unready('web-1')
  expect(await untilReached(context, 'web-1', 1000)).toBe('late')
})

test('nor for one that is down', async () => {
  const { context, fake } = await onFake()
  fake.crash('web-1')
  expect(await untilReached(context, 'web-1', 1000)).toBe('down')
})

test('where answers do not tell, the edge is given its time, once', async () => {
  const { context } = await onFake({ tells: false, strategy: { kind: 'rolling', settleMs: 300 } })
  const startMs = context.nowMs()
  expect(await untilReached(context, 'web-1', 1000)).toBe('untold')
  expect(context.nowMs() - startMs).toBe(300)
})

test('one that must be reached and is not blames what was shipped', async () => {
  const { context, fake } = await onFake()
  await mustReach(context, 'web-1')
  await mustReach({ ...context, deploy: { ...context.deploy, reached: async () => null } }, 'web-1')
  fake.crash('web-1')
  await expect(mustReach(context, 'web-1')).rejects.toMatchObject({ code: 'never-ready' })
  const never = { ...context, deploy: { ...context.deploy, reached: async () => false } }
  await expect(mustReach(never, 'web-2')).rejects.toThrow('no request at the edge reached it within 30 s')
})

test('cancelling ends it', async () => {
  const { context, cancel } = await onFake()
  cancel()
  await expect(untilReached(context, 'web-1', 1000)).rejects.toThrow('cancelled')
})
