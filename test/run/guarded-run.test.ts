/** Whole runs that are ended by a guard, or by the next act not being allowed. */
import { describe, expect, test } from 'vitest'
import { kill } from '../../src/drill/faults.ts'
import type { GuardInput } from '../../src/drill/guards/guard.ts'
import { guardsIn } from '../../src/drill/guards/read.ts'
import { instance } from '../../src/drill/refs.ts'
import { act, hold, phase } from '../../src/drill/steps.ts'
import type { LoadGenerator } from '../../src/load/load.ts'
import { runDrill } from '../../src/run/run-drill.ts'
import type { Target } from '../../src/target/target.ts'
import { onRun, type RunRig, type RunRigOptions } from './on-run.ts'

const LONG = () => [phase('calm', [hold('30m')])]
const guarded = (guards: GuardInput[], more: RunRigOptions = {}) =>
  onRun({ steps: LONG, guards: guardsIn('a.ts:1', guards), ...more })
const run = ({ options, interruption }: RunRig) => runDrill(options, interruption)

async function stopFile({ host }: RunRig): Promise<void> {
  await host.files.makeDir('/app')
  await host.files.writeAtomic('/app/STOP', 'by hand')
}

/** Ended by a guard: undone at once, nothing left, and the words of the guard in the journal's end. */
async function expectAborted(rig: RunRig, words: string) {
  const end = await run(rig)
  expect(end).toMatchObject({ outcome: 'aborted', left: [], error: null })
  const [ended] = rig.said('run-ended')
  expect(ended).toMatchObject({ run: 'aborted', errorCode: null })
  expect(ended?.reason).toContain(words)
  expect(rig.said('guard').filter(({ decision }) => decision === 'stop')).toHaveLength(1)
  expect(rig.events.at(-1)).toMatchObject({ type: 'cleanup-ended', cleanup: 'clean', by: 'run' })
  expect(await rig.remains(end.directory)).toEqual([])
  return ended?.atMs ?? Number.NaN
}

describe('a guard ends the run at once', () => {
  test('while what was being done is let come to its end, for the load has ended by itself', async () => {
    const rig = await guarded([{ maxDuration: '60s' }], {
      steps: () => [phase('change', [act('slow', {}, { undo: { nothing: 'it does nothing' } })])],
      load: { endsAfterMs: 6000, exitCode: 0 },
    })
    const slow = () => rig.base.clock.sleep(3_600_000)
    const atMs = await expectAborted(
      { ...rig, options: { ...rig.options, handlers: { slow } } },
      'the run lasts longer than',
    )
    expect(atMs).toBeLessThan(600_000)
  })

  test('in mid-phase, by a file that appears', async () => {
    const rig = await guarded([{ file: 'STOP' }])
    void rig.base.clock.sleep(60_000).then(() => stopFile(rig))
    const atMs = await expectAborted(rig, 'STOP is there: "by hand"')
    expect(atMs).toBeLessThan(65_000)
    expect(rig.said('phase-ended')).toMatchObject([{ window: 'calm', completed: false }])
  })

  test('and the load’s script gets no time of its own to tear down, as it does by a person’s signal', async () => {
    const brokenOff = ({ load }: RunRig) => load.started[0]?.brokenOff?.aborted
    const rig = await guarded([{ file: 'STOP' }])
    void rig.base.clock.sleep(60_000).then(() => stopFile(rig))
    await expectAborted(rig, 'STOP is there')
    expect(brokenOff(rig)).toBe(true)
    const signalled = await guarded([{ file: 'STOP' }])
    void signalled.base.clock.sleep(60_000).then(() => signalled.interruption.receive('SIGINT'))
    await run(signalled)
    expect(brokenOff(signalled)).toBe(false)
  })

  test('in warm-up', async () => {
    const rig = await guarded([{ file: 'STOP' }])
    void rig.base.clock.sleep(2000).then(() => stopFile(rig))
    await expectAborted(rig, 'STOP is there')
    expect(rig.said('load-started')).toHaveLength(1)
    expect(rig.said('warm-up-ended')).toEqual([])
    expect(rig.said('phase-started')).toEqual([])
  })

  test('while the app is being started', async () => {
    const rig = await guarded([{ maxDuration: '31m' }, { file: 'STOP' }])
    const { fake } = rig
    const slow: Target = {
      ...fake,
      async start(context) {
        await context.host.clock.sleep(600_000, context.signal)
        return fake.start(context)
      },
    }
    rig.options = { ...rig.options, target: slow }
    void rig.base.clock.sleep(30_000).then(() => stopFile(rig))
    expect(await expectAborted(rig, 'STOP is there')).toBeLessThan(35_000)
    expect(rig.said('load-started')).toEqual([])
  })

  test('before anything is started, where it said stop already', async () => {
    const rig = await guarded([{ file: 'STOP' }])
    await stopFile(rig)
    const end = await run(rig)
    expect(end).toMatchObject({ outcome: 'aborted', left: [] })
    expect(rig.said('intent')).toEqual([])
  })

  test('by the run’s own time', async () => {
    const rig = await guarded([{ maxDuration: '90s' }], { steps: () => [phase('calm', [hold('2m')])] })
    const atMs = await expectAborted(rig, 'the run lasts longer than 1 min 30 s')
    expect(atMs).toBeGreaterThanOrEqual(90_000)
    expect(atMs).toBeLessThan(93_000)
  })

  test('by what clients see, of the requests that are meant', async () => {
    const uptime: GuardInput = { uptime: { below: '95%' }, over: '5s', for: '1s', operation: 'read' }
    const isBad = (rig: RunRig) => rig.host.clock.monoMs() > 61_000
    const rig: RunRig = await guarded([uptime], { load: { row: () => ({ ok: !isBad(rig) }) } })
    const atMs = await expectAborted(rig, 'uptime of read below 95 % over 5 s, for 1 s')
    expect(atMs).toBeGreaterThan(60_500)
    expect(atMs).toBeLessThan(66_000)
    expect(rig.said('guard')[0]?.samples).toMatchObject({
      total: expect.any(Number),
      failed: expect.any(Number),
    })
  })

  test('by instances that are not ready', async () => {
    const rig = await guarded([{ readyInstances: { below: 2 }, for: '2s' }])
    void rig.base.clock.sleep(30_000).then(() => rig.fake.unready('web-2'))
    const atMs = await expectAborted(rig, '1 of 2 instances ready; not web-2')
    expect(atMs).toBeGreaterThan(31_500)
    expect(atMs).toBeLessThan(36_000)
  })
})

describe('a guard that has no reason to', () => {
  test('ends nothing: the drill is completed, and it is in the journal that it was watched', async () => {
    const guards: GuardInput[] = [
      { uptime: { below: '95%' } },
      { p95: { above: '1s' } },
      { readyInstances: { below: 1 } },
      { maxDuration: '1h' },
      { file: 'STOP' },
    ]
    const rig = await guarded(guards, { steps: () => [phase('calm', [hold('20s')])] })
    expect(await run(rig)).toMatchObject({ outcome: 'completed', left: [] })
    expect(rig.said('guards')[0]?.guards).toHaveLength(5)
    expect(rig.said('guard')).toEqual([])
  })

  test('nor does one that sees nothing', async () => {
    const guards: GuardInput[] = [
      { errors: { above: '1%' }, scenario: 'no such' },
      { url: 'http://127.0.0.1:9' },
    ]
    const rig = await guarded(guards, { steps: () => [phase('calm', [hold('20s')])] })
    expect(await run(rig)).toMatchObject({ outcome: 'completed' })
    expect(rig.said('guard').map(({ decision }) => decision)).toEqual(['not-seen', 'not-seen'])
  })
})

describe('of two endings', () => {
  test('a drill that was taken to its end is not stopped by what is seen while its load comes to rest', async () => {
    const rig = await guarded([{ file: 'STOP' }], { steps: () => [phase('calm', [hold('5s')])] })
    const slow: LoadGenerator = {
      ...rig.load,
      async start(how) {
        const load = await rig.load.start(how)
        const stop = async () => {
          await stopFile(rig)
          await rig.base.clock.sleep(15_000)
          return load.stop()
        }
        return { ...load, stop }
      },
    }
    rig.options = { ...rig.options, load: slow }
    expect(await run(rig)).toMatchObject({ outcome: 'completed', left: [] })
    expect(rig.said('guard')).toEqual([])
  })

  test('a signal counts more than a guard, and does not hide it', async () => {
    const rig = await guarded([{ file: 'STOP' }])
    const { fake } = rig
    const slow: Target = {
      ...fake,
      async start(context) {
        const running = await fake.start(context)
        const stop = async () => {
          rig.interruption.receive('SIGTERM')
          await running.stop()
        }
        return { ...running, stop }
      },
    }
    rig.options = { ...rig.options, target: slow }
    void rig.base.clock.sleep(20_000).then(() => stopFile(rig))
    expect(await run(rig)).toMatchObject({ outcome: 'interrupted', left: [] })
    expect(rig.said('run-ended')[0]?.reason).toMatch(/^SIGTERM was received, after a guard stopped it: /)
  })

  test('an error that came first is not taken for a guard’s', async () => {
    const steps = () => [phase('p', [act('break', {}, { undo: { nothing: 'x' } })])]
    const rig = await guarded([{ file: 'STOP' }], { steps })
    const handlers = {
      break: async () => {
        await stopFile(rig)
        throw new Error('it broke')
      },
    }
    rig.options = { ...rig.options, handlers }
    expect(await run(rig)).toMatchObject({ outcome: 'errored', error: new Error('it broke') })
  })
})

describe('an act that is not allowed ends the run as aborted, with its own code', () => {
  test('the last instance that is ready', async () => {
    const rig = await onRun({
      steps: () => [phase('lost', [hold('5s'), kill(instance('web-1')), hold('5s')])],
    })
    void rig.base.clock.sleep(8000).then(() => rig.fake.unready('web-2'))
    const end = await run(rig)
    expect(end).toMatchObject({ outcome: 'aborted', left: [], error: { code: 'blast-radius', exitCode: 77 } })
    expect(rig.said('run-ended')).toMatchObject([{ run: 'aborted', errorCode: 'blast-radius' }])
    expect(rig.said('fault-injected')).toEqual([])
    expect(await rig.remains(end.directory)).toEqual([])
  })

  test('an edge elsewhere: nothing of it is asked', async () => {
    const rig = await onRun({ steps: LONG })
    const { fake } = rig
    const away: Target = {
      ...fake,
      start: async (context) => ({ ...(await fake.start(context)), edge: new URL('http://10.0.0.5') }),
    }
    rig.options = { ...rig.options, target: away }
    const end = await run(rig)
    expect(end).toMatchObject({ outcome: 'aborted', left: [], error: { code: 'host-not-allowed' } })
    expect(rig.said('load-started')).toEqual([])
    expect(rig.said('probe-started')).toEqual([])
    expect(await rig.remains(end.directory)).toEqual([])
  })

  test('a load script that goes elsewhere', async () => {
    const rig: RunRig = await onRun({
      steps: LONG,
      load: { row: () => (rig.host.clock.monoMs() > 10_000 ? { ok: false, status: 0, error: 1110 } : {}) },
    })
    expect(await run(rig)).toMatchObject({ outcome: 'aborted', error: { code: 'host-not-allowed' } })
    expect(rig.load.started[0]?.deniedRanges).toContain('128.0.0.0/1')
  })
})
