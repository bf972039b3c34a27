import { expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import { unlessHanging } from '../../src/run/unless-hanging.ts'

const never = new Promise<never>(() => undefined)

test('what ends in time is handed on, and so is how it failed', async () => {
  const { clock } = fakeHost()
  const work = clock.sleep(50).then(() => 'done')
  expect(await unlessHanging(work, { withinMs: 100 }, clock)).toEqual({ kind: 'ended', value: 'done' })
  await expect(unlessHanging(Promise.reject(new Error('no')), { withinMs: 100 }, clock)).rejects.toThrow('no')
})

test('what does not is left alone, just then', async () => {
  const { clock } = fakeHost()
  const startMs = clock.monoMs()
  expect(await unlessHanging(never, { withinMs: 100 }, clock)).toEqual({ kind: 'hanging' })
  expect(clock.monoMs() - startMs).toBe(100)
})

test('who begins to hurry shortens it from then on', async () => {
  const { clock } = fakeHost()
  const hurrying = new AbortController()
  void clock.sleep(30).then(() => hurrying.abort())
  const startMs = clock.monoMs()
  const limit = { withinMs: 100_000, hurried: { signal: hurrying.signal, withinMs: 20 } }
  expect(await unlessHanging(never, limit, clock)).toEqual({ kind: 'hanging' })
  expect(clock.monoMs() - startMs).toBe(50)
})

test('nothing is waited for once the work has ended', async () => {
  const { clock } = fakeHost({ autoTime: false })
  const limit = { withinMs: 100, hurried: { signal: AbortSignal.abort(), withinMs: 50 } }
  expect(await unlessHanging(Promise.resolve(1), limit, clock)).toEqual({ kind: 'ended', value: 1 })
})
