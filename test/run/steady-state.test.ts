import { beforeEach, describe, expect, test } from 'vitest'
import type { RecordedProbe } from '../../src/journal/rows.ts'
import { steadyState } from '../../src/run/steady-state.ts'
import { onStage, type Rig } from './on-stage.ts'
import { requestRow } from './rows.ts'

let rig: Rig

beforeEach(async () => {
  rig = await onStage()
  await rig.clock.sleep(10_000)
})

const look = (when: 'before' | 'after' = 'before') =>
  steadyState(when, rig.journal, rig.target, rig.stage.live)
const answered = (startMs: number, ok = true) => rig.stage.live.add([requestRow({ startMs, ok })])
const findings = () => rig.said('steady-state')[0]?.findings

test('every instance ready and requests answered: it holds', async () => {
  answered(9000)
  expect(await look('after')).toBe(true)
  expect(rig.said('steady-state')).toMatchObject([{ when: 'after', holds: true, findings: [] }])
  expect(rig.said('instances')).toMatchObject([{ why: 'steady state after the drill' }])
})

test('an instance that is not ready, or down, is named', async () => {
  answered(9000)
  rig.fake.unready('web-1')
  rig.fake.crash('web-2')
  expect(await look()).toBe(false)
  expect(findings()).toEqual(['web-1 is not ready', 'web-2 is not ready'])
})

test('requests that failed over the last three seconds', async () => {
  answered(8000)
  answered(9000, false)
  expect(await look()).toBe(false)
  expect(findings()).toEqual(['1 of 2 requests failed over the last 3 s: read answered 200'])
})

test('how they failed is told: a page that is not there is no sick app', async () => {
  const gone = { ok: false, operation: 'GET /', status: 404 }
  rig.stage.live.add([1, 2, 3].map((k) => requestRow({ startMs: 9000 + k, ...gone })))
  expect(await look()).toBe(false)
  expect(findings()).toEqual(['3 of 3 requests failed over the last 3 s: GET / answered 404'])
})

describe('the prober', () => {
  const probes = (times: number, row: Partial<RecordedProbe> = {}, fromMs = 9000) =>
    rig.stage.live.probed(
      Array.from({ length: times }, (_, k) => ({
        ...{ dueMs: fromMs + 20 * k, startMs: fromMs + 20 * k, endMs: fromMs + 20 * k + 2 },
        ...{ ok: true, status: 200, error: '', instance: '', release: '', ...row },
      })),
    )

  beforeEach(() => {
    answered(9000)
    rig.journal.write({
      type: 'probe-started',
      url: 'http://127.0.0.1:8080/?q=1',
      intervalMs: 20,
      timeoutMs: 2000,
    })
  })

  test('that asks for what is not there would call all of the drill an outage: it is told before', async () => {
    probes(40, { ok: false, status: 404 })
    expect(await look()).toBe(false)
    expect(findings()).toEqual([
      'none of 40 probes was good over the last 3 s: GET /?q=1 answered 404; `probePath` of the target, or `prober.path`, names the page that it asks for',
    ])
  })

  test('that gets no answer is told with why', async () => {
    probes(3, { ok: false, status: 0, error: 'ECONNREFUSED' })
    expect(await look()).toBe(false)
    expect(findings()).toEqual([expect.stringContaining('GET /?q=1 had no answer (ECONNREFUSED)')])
  })

  test('is no matter where one probe was good, few were made, or the bad ones are long over', async () => {
    probes(2, { ok: false, status: 404 })
    probes(40, { ok: false, status: 404 }, 6000)
    expect(await look()).toBe(true)
    probes(40, { ok: false, status: 404 })
    probes(1)
    expect(await look()).toBe(true)
  })

  test('is not asked after the drill, where what it saw is judged', async () => {
    probes(40, { ok: false, status: 404 })
    expect(await look('after')).toBe(true)
  })
})

test('failures before that do not matter', async () => {
  answered(6900, false)
  answered(9000)
  expect(await look()).toBe(true)
})

test('no answers at all: nothing shows that it is well', async () => {
  expect(await look()).toBe(false)
  expect(findings()).toEqual(['no request was answered over the last 3 s'])
})

test('what was asked is told, over which time, and what of the warm-up was left out', async () => {
  answered(9000)
  await steadyState('before', rig.journal, rig.target, rig.stage.live, 5000)
  expect(rig.said('steady-state')[0]).toMatchObject({
    overMs: 3000,
    leftOutMs: 2000,
    checked: ['web-1, web-2 ready by their own word', 'none of 1 requests failed over the last 3 s'],
  })
})

describe('iterations that k6 dropped, for want of virtual users', () => {
  const loadOf = (maxVus: number) =>
    rig.journal.write({
      type: 'load-started',
      script: '/s.ts',
      maxVus,
      ratePerSecond: 20,
      requestTimeoutMs: 2000,
    })
  const answers = (count: number) => {
    for (let k = 0; k < count; k++) answered(9000 + k)
  }

  test('are told before anything is done, with what is to be raised', async () => {
    loadOf(40)
    answers(20)
    rig.stage.live.dropped([
      { atMs: 9000, count: 30 },
      { atMs: 6000, count: 500 },
    ])
    expect(await look()).toBe(false)
    expect(findings()).toEqual([
      expect.stringMatching(/^30 iterations .* dropped over the last 3 s.* 40 virtual users .*`vus`/),
    ])
  })

  test('are no matter where they are few, or the script says how many there are', async () => {
    loadOf(40)
    answers(200)
    rig.stage.live.dropped([{ atMs: 9000, count: 2 }])
    expect(await look()).toBe(true)
    loadOf(0)
    rig.stage.live.dropped([{ atMs: 9000, count: 200 }])
    expect(await look()).toBe(true)
  })

  test('are not held against an app that is looked at after the drill', async () => {
    loadOf(40)
    answers(20)
    rig.stage.live.dropped([{ atMs: 9000, count: 30 }])
    expect(await look('after')).toBe(true)
  })
})
