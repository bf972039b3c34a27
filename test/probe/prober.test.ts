import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../src/host/fake/clock.ts'
import { createFakeNet, type FakeServer } from '../../src/host/fake/net.ts'
import type { Clock } from '../../src/host/host.ts'
import type { ProbeRow } from '../../src/probe/probe.ts'
import { type Prober, probe } from '../../src/probe/prober.ts'

const SPEC = {
  url: 'http://127.0.0.1:80/shop',
  intervalMs: 20,
  timeoutMs: 100,
  instanceHeader: 'x-instance',
  releaseHeader: 'x-release',
}

function probing(server: FakeServer | null, change: (clock: Clock) => Clock = (clock) => clock) {
  const clock = createFakeClock({ auto: false })
  const net = createFakeNet(clock)
  if (server) net.listen(80, server)
  const rows: ProbeRow[] = []
  const prober = probe(change(clock), net, SPEC, (row) => rows.push(row))
  return { clock, net, rows, prober }
}

async function stopped(prober: Prober, advance: (ms: number) => Promise<void>): Promise<void> {
  const stopping = prober.stop()
  await advance(SPEC.timeoutMs)
  await stopping
}

describe('the prober', () => {
  it('asks at a fixed cadence and tells who answered', async () => {
    const { clock, rows, prober } = probing(({ path }) => ({
      status: path === '/shop' ? 200 : 404,
      headers: { 'x-instance': 'web-1', 'x-release': '1.2.0' },
      afterMs: 3,
    }))
    await clock.advance(65)
    await stopped(prober, clock.advance)
    expect(rows).toEqual(
      [1020, 1040, 1060].map((dueMs) => ({
        dueMs,
        startMs: dueMs,
        endMs: dueMs + 3,
        ok: true,
        status: 200,
        error: '',
        instance: 'web-1',
        release: '1.2.0',
      })),
    )
    expect(prober.missed).toBe(0)
  })

  it('is not delayed by a probe that hangs', async () => {
    let asked = 0
    const { clock, rows, prober } = probing(() => (asked++ === 0 ? 'hang' : { status: 200 }))
    await clock.advance(160)
    await stopped(prober, clock.advance)
    expect(rows.map(({ dueMs, endMs, ok }) => [dueMs, endMs, ok])).toEqual([
      [1040, 1040, true],
      [1060, 1060, true],
      [1080, 1080, true],
      [1100, 1100, true],
      [1020, 1120, false],
      [1120, 1120, true],
      [1140, 1140, true],
      [1160, 1160, true],
    ])
  })

  it('takes refusals, time-outs and bad statuses for failures, and says which', async () => {
    const { clock, net, rows, prober } = probing(null)
    await clock.advance(20)
    for (const status of [199, 200, 302, 399, 400, 503]) {
      net.listen(80, () => ({ status }))
      await clock.advance(20)
    }
    net.listen(80, () => 'reset')
    await clock.advance(20)
    await stopped(prober, clock.advance)
    expect(rows.map(({ ok, status, error }) => [ok, status, error])).toEqual([
      [false, 0, 'ECONNREFUSED'],
      [false, 199, ''],
      [true, 200, ''],
      [true, 302, ''],
      [true, 399, ''],
      [false, 400, ''],
      [false, 503, ''],
      [false, 0, 'ECONNRESET'],
    ])
  })

  it('counts what it could not send in time', async () => {
    let sleeps = 0
    const late = (clock: Clock): Clock => ({
      ...clock,
      sleep: (ms, signal) => clock.sleep(++sleeps === 3 ? ms + 90 : ms, signal),
    })
    const { clock, rows, prober } = probing(() => ({ status: 200 }), late)
    await clock.advance(200)
    await stopped(prober, clock.advance)
    expect(prober.missed).toBe(4)
    expect(rows.map(({ dueMs, startMs }) => [dueMs, startMs])).toEqual([
      [1020, 1020],
      [1040, 1040],
      [1140, 1150],
      [1160, 1160],
      [1180, 1180],
      [1200, 1200],
    ])
  })

  it('hands over what was under way when it was stopped, and asks no more', async () => {
    const { clock, rows, prober } = probing(() => ({ status: 200, afterMs: 50 }))
    await clock.advance(25)
    let over = false
    const stopping = prober.stop().then(() => {
      over = true
    })
    await clock.advance(40)
    expect(over).toBe(false)
    await clock.advance(10)
    await stopping
    expect(rows.map(({ dueMs, endMs }) => [dueMs, endMs])).toEqual([[1020, 1070]])
    await clock.advance(200)
    expect(rows).toHaveLength(1)
  })
})
