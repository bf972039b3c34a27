import { describe, expect, test } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import type { FakeAnswer } from '../../../src/host/fake/net.ts'
import { createAsking } from '../../../src/run/watch/asking.ts'

function asked(answer: () => FakeAnswer) {
  const { clock, net } = fakeHost({ autoTime: false })
  let times = 0
  net.listen(80, () => {
    times += 1
    return answer()
  })
  const asking = createAsking(clock, {
    send: () => net.request('http://127.0.0.1:80/ready', { timeoutMs: 2000 }),
    standsForMs: ({ status }) => (status === 200 ? 400 : 2000),
  })
  return { clock, asking, times: () => times, status: () => asking.said()?.status ?? null }
}

describe('an endpoint that is asked again and again', () => {
  test('says nothing before it has answered, and then what it said last', async () => {
    let answer: FakeAnswer = { status: 200 }
    const { asking, status } = asked(() => answer)
    expect(status()).toBeNull()
    await asking.ask()
    expect(status()).toBe(200)
    answer = { status: 503 }
    await asking.ask()
    expect(status()).toBe(503)
    answer = 'reset'
    await asking.ask()
    expect(status()).toBeNull()
  })

  test('is not asked twice at once', async () => {
    const { asking, times, clock } = asked(() => 'hang')
    void asking.ask()
    void asking.ask()
    await clock.advance(1999)
    void asking.ask()
    expect(times()).toBe(1)
    await clock.advance(2)
    void asking.ask()
    expect(times()).toBe(2)
  })

  test.each([
    [200, 400],
    [503, 2000],
  ])('a %d stands for %d ms while the next answer is waited for', async (first, standsMs) => {
    let answer: FakeAnswer = { status: first }
    const { asking, clock, status } = asked(() => answer)
    await asking.ask()
    // What is not asked again does not grow old by itself.
    await clock.advance(10_000)
    expect(status()).toBe(first)
    answer = 'hang'
    void asking.ask()
    await clock.advance(standsMs - 1)
    expect(status()).toBe(first)
    await clock.advance(1)
    expect(status()).toBeNull()
  })

  test('a slow answer is an answer', async () => {
    const { asking, clock, status } = asked(() => ({ status: 503, afterMs: 800 }))
    void asking.ask()
    await clock.advance(800)
    expect(status()).toBe(503)
    void asking.ask()
    await clock.advance(799)
    expect(status()).toBe(503)
  })
})
