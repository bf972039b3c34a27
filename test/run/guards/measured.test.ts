import { describe, expect, test } from 'vitest'
import type { GuardInput } from '../../../src/drill/guards/guard.ts'
import { requestRow } from '../rows.ts'
import { looking } from './looking.ts'

/** Ten requests a second that end in the last ten seconds, each as `row` says. */
async function seenOf(input: GuardInput, row: (k: number) => object) {
  const watched = looking(input)
  await watched.host.clock.sleep(10_000)
  const rows = Array.from({ length: 100 }, (_, k) =>
    requestRow({ startMs: k * 100, durationMs: 50, ...row(k) }),
  )
  watched.live.add(rows)
  return watched.look()
}

describe('what clients see over the last seconds', () => {
  test('uptime, with the numbers', async () => {
    const guard = { uptime: { below: '95%' } } as const
    expect(await seenOf(guard, (k) => ({ ok: k % 10 !== 0 }))).toMatchObject({
      seen: true,
      bad: true,
      restedOn: expect.stringContaining('10 of 100 requests of the last 10 s failed'),
      samples: { total: 100, failed: 10 },
    })
    // Just at the limit is not below it.
    expect(await seenOf(guard, (k) => ({ ok: k % 20 !== 0 }))).toMatchObject({ seen: true, bad: false })
  })

  test('errors and latency; one that failed is slower than anything', async () => {
    expect(await seenOf({ errors: { above: '5%' } }, (k) => ({ ok: k > 5 }))).toMatchObject({ bad: true })
    expect(await seenOf({ errors: { above: '6%' } }, (k) => ({ ok: k > 5 }))).toMatchObject({ bad: false })
    const slow = { p95: { above: '500ms' } } as const
    expect(await seenOf(slow, (k) => ({ durationMs: k < 6 ? 600 : 50 }))).toMatchObject({ bad: true })
    expect(await seenOf(slow, (k) => ({ durationMs: k < 5 ? 600 : 50 }))).toMatchObject({ bad: false })
    expect(await seenOf(slow, (k) => ({ ok: k > 5 }))).toMatchObject({ bad: true })
  })

  test('only of the requests that are meant', async () => {
    const row = (k: number) => ({ ok: k % 2 === 0, operation: k % 2 === 0 ? 'read' : 'write' })
    const of = (operation: string): GuardInput => ({ errors: { above: '10%' }, operation })
    expect(await seenOf(of('read'), row)).toMatchObject({ bad: false })
    expect(await seenOf(of('write'), row)).toMatchObject({ bad: true })
  })
})

describe('no data', () => {
  test('is never bad: it cannot be evaluated, and why is said', async () => {
    expect(await seenOf({ uptime: { below: '95%' }, operation: 'no such' }, () => ({ ok: false }))).toEqual({
      seen: false,
      why: '0 requests ended in the last 10 s; fewer than 20 decide nothing',
    })
    const many = { uptime: { below: '95%' }, least: 101 } as const
    expect(await seenOf(many, () => ({ ok: false }))).toMatchObject({ seen: false })
  })

  test('has no meaning before there was load for so long, or when there is none', async () => {
    const early = looking({ uptime: { below: '95%' } })
    await early.host.clock.sleep(9000)
    expect(await early.look()).toBeNull()
    await early.host.clock.sleep(1000)
    expect(await early.look()).toMatchObject({ seen: false })
    expect(await looking({ uptime: { below: '95%' } }, { loaded: false }).look()).toBeNull()
  })

  test('enough requests decide sooner than that', async () => {
    const early = looking({ uptime: { below: '95%' } })
    await early.host.clock.sleep(1000)
    early.live.add(Array.from({ length: 20 }, (_, k) => requestRow({ startMs: k * 10, ok: false })))
    expect(await early.look()).toMatchObject({ seen: true, bad: true })
  })
})
