import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Recorder } from '../../src/run/recorder.ts'
import { openRoom, type Room } from '../../src/run/room.ts'
import type { RunOptions } from '../../src/run/run-options.ts'
import { startLoad, startProbing } from '../../src/run/start-instruments.ts'
import type { RunningTarget } from '../../src/target/target.ts'
import { onRun, type RunRig } from './on-run.ts'
import { onStage } from './on-stage.ts'

let rig: RunRig
let room: Room
let target: RunningTarget
let rows: { requests: number; unplaced: number; probes: number }
const recorder: Recorder = {
  requests: (batch) => {
    rows.requests += batch.length
  },
  unplaced: (batch) => {
    rows.unplaced += batch.length
  },
  metrics: () => undefined,
  writes: () => undefined,
  probes: (batch) => {
    rows.probes += batch.length
  },
  lost: new AbortController().signal,
  close: async () => undefined,
}

beforeEach(async () => {
  rows = { requests: 0, unplaced: 0, probes: 0 }
  rig = await onRun()
  room = await openRoom(rig.options)
  target = (await onStage()).target
})

const load = async (options: RunOptions = rig.options) => {
  const running = await startLoad(room, options, target, recorder, rig.interruption)
  onTestFinished(() => running.stop())
  return running
}
const probing = (options: RunOptions = rig.options) => startProbing(room, options, target, recorder)

describe('the load', () => {
  test('is started with the drill’s profile at the target’s edge, its undo on disk before', async () => {
    const { mark } = await load()
    expect(rig.load.started[0]).toMatchObject({
      script: '/app/shop.ts',
      profile: { kind: 'constant-arrival-rate', ratePerSecond: 200 },
      edge: 'http://127.0.0.1:9000',
      requestTimeoutMs: 2000,
      mark,
      stateDir: room.stateDir,
      logFile: `${room.logsDir}/k6.log`,
    })
    expect(rig.said('intent')).toMatchObject([
      { what: 'start the load', undo: { kind: 'end-processes', args: { mark } } },
    ])
  })

  test('may last longer than the drill can take, with warm-up and the time limit of a request', async () => {
    await load()
    const { plan, warmUpMs } = rig.options
    expect(rig.load.started[0]?.maxDurationMs).toBeGreaterThan(plan.maxDurationMs + warmUpMs + 2000)
  })

  test('says what it is, and when its first arrival was due', async () => {
    await rig.base.clock.sleep(500)
    const running = await load()
    await rig.base.clock.sleep(100)
    expect(rig.said('load-started')).toMatchObject([
      { script: '/app/shop.ts', maxVus: 20, ratePerSecond: 200, requestTimeoutMs: 2000 },
    ])
    expect(rig.said('load-first-due')).toMatchObject([{ dueMs: 500 }])
    await running.stop()
    expect(rows.requests).toBeGreaterThan(0)
  })

  test('that is stopped has ended as it was asked to, and is not lost', async () => {
    const { stop, lost, over } = await load()
    await rig.base.clock.sleep(1000)
    await stop()
    expect(rig.said('load-ended')).toMatchObject([{ asked: true, exitCode: 105 }])
    expect([lost.aborted, over.aborted]).toEqual([false, false])
  })

  test('that ends unasked is over, with its last line', async () => {
    rig = await onRun({ load: { endsAfterMs: 300 } })
    room = await openRoom(rig.options)
    const { over } = await load()
    await rig.base.clock.sleep(1000)
    expect(over.reason).toMatchObject({
      code: 'load-failed',
      message: expect.stringMatching(/exit code 107: the script threw/),
      hint: expect.stringContaining('k6.log'),
    })
    expect(rig.said('load-ended')).toMatchObject([{ asked: false }])
  })

  const foreign = {
    startWallMs: 1,
    durationMs: 0,
    certain: false,
    ok: false,
    status: 0,
    error: 1110,
    method: 'GET',
    operation: 'GET /seed',
    scenario: '',
    group: '::setup',
    instance: null,
    release: null,
  }

  test('whose setup() asks a foreign host is not started', async () => {
    const base = rig.load
    const setUp: typeof base.start = async (how) => {
      how.onAside?.([{ ...foreign, error: 0 }])
      how.signal?.throwIfAborted()
      how.onAside?.([foreign])
      how.signal?.throwIfAborted()
      return base.start(how)
    }
    await expect(load({ ...rig.options, load: { ...base, start: setUp } })).rejects.toMatchObject({
      code: 'host-not-allowed',
      message: expect.stringContaining('GET /seed'),
    })
    expect(base.started).toEqual([])
  })

  test('is lost at the first request to a foreign host, however long its iteration goes on', async () => {
    const { lost } = await load()
    const [how] = rig.load.started
    expect(how?.brokenOff?.aborted).toBe(false)
    how?.onUnplaced?.([{ ...foreign, group: '', error: 1212 }])
    expect([rows.unplaced, lost.aborted]).toEqual([1, false])
    how?.onUnplaced?.([{ ...foreign, group: '' }])
    expect(lost.reason).toMatchObject({ code: 'host-not-allowed' })
    expect(how?.brokenOff?.aborted).toBe(true)
  })

  test.each([0, 99])('that comes to its own end (exit code %i) is too short', async (exitCode) => {
    rig = await onRun({ load: { endsAfterMs: 300, exitCode } })
    room = await openRoom(rig.options)
    const { over, lost } = await load()
    await rig.base.clock.sleep(1000)
    const message = 'The load is too short: it came to its own end after 300 ms, before the drill did.'
    expect(over.reason).toMatchObject({ code: 'load-too-short', message })
    expect(lost.aborted).toBe(false)
  })

  test('whose first arrival is never seen is no error', async () => {
    const silent = {
      ...rig.load,
      start: async (how: Parameters<typeof rig.load.start>[0]) => ({
        ...(await rig.load.start(how)),
        firstDueMs: Promise.reject(new Error('it never began')),
      }),
    }
    const running = await load({ ...rig.options, load: silent })
    await running.stop()
    expect(rig.said('load-first-due')).toEqual([])
  })
})

describe('the prober', () => {
  test('asks the target’s own path that users use, its undo on disk before', async () => {
    const { mark, stop } = await probing()
    expect(rig.said('intent')).toMatchObject([
      { what: 'start the prober', undo: { kind: 'end-processes', args: { mark } } },
    ])
    const url = 'http://127.0.0.1:9000/'
    expect(rig.said('probe-started')).toMatchObject([{ url, intervalMs: 20, timeoutMs: 2000 }])
    await stop()
    expect(rows.probes).toBe(3000)
    expect(rig.said('probe-ended')).toMatchObject([{ asked: true, missed: 0 }])
  })

  test('asks the configured path instead', async () => {
    const { stop } = await probing({
      ...rig.options,
      prober: { ...rig.options.prober, path: '/products?q=a' },
    })
    expect(rig.said('probe-started')).toMatchObject([{ url: 'http://127.0.0.1:9000/products?q=a' }])
    await stop()
  })

  test('asks below the path of an edge that has one, as the load does', async () => {
    target = { ...target, edge: new URL('http://127.0.0.1:9000/app/'), probePath: '/ready?deep' }
    await (await probing()).stop()
    expect(rig.said('probe-started')).toMatchObject([{ url: 'http://127.0.0.1:9000/app/ready?deep' }])
    await (await load()).stop()
    expect(rig.load.started[0]?.edge).toBe('http://127.0.0.1:9000/app')
  })

  test('has a mark of its own', async () => {
    const [first, second] = [await probing(), await load()]
    expect(first.mark).not.toBe(second.mark)
    await Promise.all([first.stop(), second.stop()])
  })
})
