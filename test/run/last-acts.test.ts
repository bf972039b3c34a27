import { expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import { lastActs } from '../../src/run/last-acts.ts'
import { unlessHanging } from '../../src/run/unless-hanging.ts'

test('what is under way has ten seconds, and one from when somebody hurries', async () => {
  const { clock } = fakeHost()
  const hurrying = new AbortController()
  const took = async (): Promise<number> => {
    const beforeMs = clock.monoMs()
    await unlessHanging(new Promise(() => undefined), lastActs(hurrying.signal), clock)
    return Math.round(clock.monoMs() - beforeMs)
  }
  expect(await took()).toBe(10_000)
  hurrying.abort()
  expect(await took()).toBe(1000)
})
