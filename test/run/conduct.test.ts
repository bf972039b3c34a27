import { describe, expect, test } from 'vitest'
import { writes } from '../../src/drill/ledger.ts'
import { hold, phase } from '../../src/drill/steps.ts'
import { conduct } from '../../src/run/conduct.ts'
import type { Live } from '../../src/run/live.ts'
import { openRoom } from '../../src/run/room.ts'
import type { Target } from '../../src/target/target.ts'
import { runUndo } from '../../src/undo/map.ts'
import { deadRun, intent } from './dead-run.ts'
import { onRun, type RunRig } from './on-run.ts'

async function conducted(
  rig: RunRig,
  target: Target = rig.fake,
  takeBack: Parameters<typeof conduct>[3] = async () => undefined,
) {
  const options = { ...rig.options, target }
  const room = await openRoom(options)
  const reason = await conduct(room, options, rig.interruption, takeBack)
  await room.journal.sync()
  return { room, reason }
}

const at = (rig: RunRig, type: Parameters<RunRig['said']>[0], index = 0): number =>
  rig.said(type).at(index)?.atMs ?? Number.NaN

describe('the order of a run', () => {
  test('what is shared is held, then its own place is made, then everything is started', async () => {
    const rig = await onRun()
    await conducted(rig)
    const intents = rig.said('intent').map(({ what }) => what.replace(/\/tmp\/.*/, '…'))
    expect(intents).toEqual([
      'lock the load of this machine',
      'make …',
      'keep the logs',
      'start processes of this run',
      'start web-1',
      'start web-2',
      'start the prober',
      'start the load',
      expect.stringMatching(/^kill web-/),
      expect.stringMatching(/^stop web-/),
    ])
  })

  test('what another run left since it was asked for is looked for once the locks are held: nothing is begun on it', async () => {
    const rig = await onRun()
    const shop = { ...rig.options.about.target, name: 'shop' }
    const options = { ...rig.options, about: { ...rig.options.about, target: shop } }
    const room = await openRoom(options)
    const left = await deadRun(rig.host, [intent(0, 'run-1/1')], { directory: '/app/reports/run-1' })
    await expect(conduct(room, options, rig.interruption, async () => undefined)).rejects.toMatchObject({
      code: 'not-cleaned-up',
      message: `An earlier run on this target was not ended: ${left}.`,
    })
    expect(rig.said('intent').map(({ what }) => what)).toEqual(['lock the load of this machine'])
    expect(rig.said('progress').map(({ text }) => text)).toEqual([
      'run-1 is not cleaned up yet: waiting for its watchdog',
    ])
  })

  test('the load warms up, then the steady state is looked at, then the steps are taken, then again', async () => {
    const rig = await onRun()
    const { reason } = await conducted(rig)
    expect(reason).toBe('every step was taken')
    const types = [
      'warm-up-ended',
      'steady-state',
      'phase-started',
      'phase-ended',
      'steady-state',
      'load-ended',
    ]
    const order = rig.events.map(({ type }) => type).filter((type) => types.includes(type))
    expect(order).toEqual([
      'warm-up-ended',
      'steady-state',
      'phase-started',
      'phase-ended',
      'phase-started',
      'phase-ended',
      'steady-state',
      'load-ended',
    ])
    expect(at(rig, 'warm-up-ended')).toBe(5000)
  })

  test('what is stored is read before the load is started, and again when it has ended', async () => {
    const stored = { kind: 'command', argv: ['read-orders'], cwd: '/', timeoutMs: 5000 } as const
    const programs = { 'read-orders': { exit: { afterMs: 10, code: 0 }, stdout: '{"key":"a"}\n' } }
    const steps = () => [phase('calm', [hold('2s')], { expect: [writes().lost(0)] })]
    const rig = await onRun({ steps, programs, with: { ledger: { stored, settleMs: 2000 } } })
    const took: [string, number][] = []
    await conducted(rig, rig.fake, async (which) => {
      took.push([which, rig.said('ledger-read').length])
    })
    // What was shipped and migrated is still there when it is read.
    expect(took).toEqual([
      ['broken', 0],
      ['all', 1],
    ])
    const types = ['ledger-before', 'load-started', 'load-ended', 'ledger-read']
    const order = rig.events.map(({ type }) => type).filter((type) => types.includes(type))
    expect(order).toEqual(types)
  })

  test('the load outlives the last window by the time limit of a request', async () => {
    const rig = await onRun()
    await conducted(rig)
    const beyondMs = at(rig, 'load-ended') - at(rig, 'phase-ended', -1)
    expect(beyondMs).toBeGreaterThanOrEqual(2000)
    expect(beyondMs).toBeLessThan(2200)
  })

  test('the clock is measured once a second, and once more at the end', async () => {
    const rig = await onRun()
    await conducted(rig)
    const clocks = rig.said('clock')
    expect(clocks.length).toBeGreaterThan(15)
    expect(clocks.at(-1)?.atMs).toBeGreaterThanOrEqual(at(rig, 'load-ended'))
  })
})

test('there are live numbers to look at while it runs', async () => {
  const seen: Live[] = []
  const rig = await onRun({ with: { onLive: (live) => seen.push(live) } })
  await conducted(rig)
  expect(seen).toHaveLength(1)
  expect(seen[0]?.numbers(at(rig, 'phase-ended', -1))).toMatchObject({ window: 'lost', p95Ms: 5 })
})

test('what of the target ended unasked is journaled, with its last lines', async () => {
  const rig = await onRun({ steps: () => [phase('calm', [hold('5s')])] })
  void rig.base.clock.sleep(6000).then(() => rig.fake.crash('web-2'))
  await conducted(rig)
  expect(rig.said('unexpected-end')).toMatchObject([
    { name: 'web-2', how: 'signal SIGSEGV', lastLines: ['segmentation fault'] },
  ])
})

test('where the edge keeps a log, its place is journaled relative to the record', async () => {
  const rig = await onRun()
  const format = {
    kind: 'json-lines',
    fields: { time: 't', durationMs: 'd', status: 's', instance: 'i', method: 'm', path: 'p' },
  } as const
  const target: Target = {
    ...rig.fake,
    async start(context) {
      const running = await rig.fake.start(context)
      return { ...running, traffic: { source: { file: `${context.logsDir}/edge.log`, format } } }
    },
  }
  await conducted(rig, target)
  expect(rig.said('traffic-source')).toMatchObject([{ file: 'logs/edge.log', format }])
})

test('its own place can be entered by others, and is gone with the run', async () => {
  const rig = await onRun()
  const { room } = await conducted(rig)
  const made = rig.said('intent').find(({ what }) => what.startsWith('make '))
  expect(made?.undo).toEqual({
    kind: 'remove-dir',
    args: { path: `/tmp/firedrill-${room.run}`, run: room.run },
  })
  expect(await rig.host.files.exists(`/tmp/firedrill-${room.run}`)).toBe(true)
})

test.each(['/var/tmp//u', '/var/tmp/./u/', '', 'here', './here'])(
  'its own place is undone by its path where TMPDIR is "%s", and says whose it is',
  async (TMPDIR) => {
    const rig = await onRun()
    const host = { ...rig.options.host, env: { ...rig.options.host.env, TMPDIR } }
    const { room } = await conducted({ ...rig, options: { ...rig.options, host } })
    expect(room.stateDir).toBe(`${TMPDIR.startsWith('/') ? '/var/tmp/u' : '/tmp'}/firedrill-${room.run}`)
    const made = rig.said('intent').find(({ what }) => what.startsWith('make '))
    // Whoever recovers the run may have another one.
    const context = { host: rig.host, signal: new AbortController().signal, hurry: true }
    expect(await runUndo(made?.undo ?? { kind: '', args: {} }, context)).toMatchObject({ outcome: 'undone' })
    expect(await rig.host.files.exists(room.stateDir)).toBe(false)
  },
)

test('what could not be stopped at the end does not hide why it came to that', async () => {
  const rig = await onRun({ with: { faults: {} } })
  const target: Target = {
    ...rig.fake,
    async start(context) {
      const running = await rig.fake.start(context)
      return { ...running, stop: () => Promise.reject(new Error('web-1 would not end')) }
    },
  }
  await expect(conducted(rig, target)).rejects.toMatchObject({ code: 'internal' })
  expect(rig.said('progress').map(({ text }) => text)).toContain(
    'And what was to be stopped was not: web-1 would not end',
  )
  const alone = await onRun()
  const stubborn: Target = {
    ...alone.fake,
    async start(context) {
      const running = await alone.fake.start(context)
      return { ...running, stop: () => Promise.reject(new Error('web-1 would not end')) }
    },
  }
  await expect(conducted(alone, stubborn)).rejects.toThrow('web-1 would not end')
})

test('the instruments are stopped and the target too when a step fails', async () => {
  const rig = await onRun({ with: { faults: {} } })
  await expect(conducted(rig)).rejects.toMatchObject({ code: 'internal' })
  expect(rig.said('load-ended')).toMatchObject([{ asked: true }])
  expect(rig.said('probe-ended')).toMatchObject([{ asked: true }])
  expect(rig.said('intent').filter(({ what }) => what.startsWith('stop web-'))).toHaveLength(2)
})
