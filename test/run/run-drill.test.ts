import { describe, expect, test } from 'vitest'
import { act, hold, phase } from '../../src/drill/steps.ts'
import { FiredrillError } from '../../src/errors.ts'
import type { Host } from '../../src/host/host.ts'
import { acquireLock } from '../../src/host/lock.ts'
import { readRecord } from '../../src/journal/read-record.ts'
import { checkSeal } from '../../src/journal/seal.ts'
import { claimEpoch } from '../../src/run/epoch.ts'
import { runDrill } from '../../src/run/run-drill.ts'
import type { RunOptions } from '../../src/run/run-options.ts'
import type { Target } from '../../src/target/target.ts'
import { onRun, type RunRig } from './on-run.ts'

const run = ({ options, interruption }: RunRig, more: Partial<RunOptions> = {}) =>
  runDrill({ ...options, ...more }, interruption)

/** The last thing that is said, which everything that was pending was undone before. */
function endOf({ events, said }: RunRig): object {
  const ended = said('run-ended')
  const undone = said('undone')
  expect(ended).toHaveLength(1)
  expect(undone.length).toBeGreaterThan(0)
  expect(undone.every(({ seq, by }) => seq > (ended[0]?.seq ?? 0) && by === 'run')).toBe(true)
  return { ended: ended[0], last: events.at(-1) }
}

describe('a drill that is carried out', () => {
  test('is completed; everything is undone, and nothing is left', async () => {
    const rig = await onRun()
    const end = await run(rig)
    expect(end).toMatchObject({ outcome: 'completed', left: [], error: null })
    expect(endOf(rig)).toMatchObject({
      ended: { run: 'completed', reason: 'every step was taken', errorCode: null },
      last: { type: 'cleanup-ended', cleanup: 'clean', by: 'run' },
    })
    expect(await rig.remains(end.directory)).toEqual([])
  })

  test('leaves a whole record, which is read back with all that was seen', async () => {
    const rig = await onRun()
    const { directory, run: name } = await run(rig)
    const record = await readRecord(rig.host.files, directory)
    expect(record.damage).toEqual([])
    expect(record.header).toMatchObject({ run: name, drill: 'sample', seed: 7 })
    expect(record.drill).toEqual(rig.options.plan.drill)
    expect(record.requests.length).toBeGreaterThan(500)
    expect(record.metrics.length).toBeGreaterThan(100)
    expect(record.probes.length).toBe(3000)
    expect(record.events).toEqual(rig.events)
  })

  test('seals its record, with all that was written to it', async () => {
    const rig = await onRun()
    const { directory } = await run(rig)
    expect(await checkSeal(rig.host.files, directory, true)).toEqual([])
    const sealed = JSON.parse(await rig.host.files.read(`${directory}/seal.json`)).files
    expect(Object.keys(sealed)).toEqual(
      expect.arrayContaining(['journal.ndjson', 'drill.json', 'requests.arrow']),
    )
  })

  test('undoes in reverse: what was started last is ended first', async () => {
    const rig = await onRun()
    await run(rig)
    const made = rig.said('intent').map(({ id }) => id)
    expect(rig.said('undone').map(({ id }) => id)).toEqual(made.toReversed())
  })
})

describe('a drill that does not get through is completed all the same, and says why', () => {
  test('the steady state did not hold before it: no step is taken', async () => {
    const rig = await onRun({ load: { row: () => ({ ok: false, status: 500 }) } })
    const end = await run(rig)
    expect(end).toMatchObject({ outcome: 'completed', left: [] })
    expect(rig.said('steady-state')).toMatchObject([{ when: 'before', holds: false }])
    expect(rig.said('run-ended')[0]?.reason).toContain('the steady state did not hold')
    expect(rig.said('step-started')).toEqual([])
    expect(await rig.remains(end.directory)).toEqual([])
  })

  test('clients never recover', async () => {
    const rig: RunRig = await onRun({
      load: { row: () => ({ ok: rig.said('fault-injected').length === 0 }) },
    })
    const end = await run(rig)
    expect(end).toMatchObject({ outcome: 'completed', left: [] })
    expect(rig.said('condition')).toMatchObject([{ met: false }])
    expect(rig.said('run-ended')[0]?.reason).toContain('did not reach what it waited for')
    expect(rig.said('steady-state')[1]).toMatchObject({ when: 'after', holds: false })
  })
})

describe('a drill that is interrupted in mid-phase', () => {
  const interruptAt = async (ms: number, signal: string, rig: RunRig): Promise<void> => {
    await rig.base.clock.sleep(ms)
    rig.interruption.receive(signal)
  }

  test('is undone at once, and says by what', async () => {
    const rig = await onRun({ steps: () => [phase('baseline', [hold('30m')])] })
    void interruptAt(20_000, 'SIGTERM', rig)
    const end = await run(rig)
    expect(end).toMatchObject({ outcome: 'interrupted', left: [], error: null })
    expect(rig.said('signal')).toMatchObject([{ signal: 'SIGTERM', hurried: false, atMs: 20_000 }])
    expect(rig.said('phase-ended')).toMatchObject([{ window: 'baseline', completed: false }])
    expect(endOf(rig)).toMatchObject({
      ended: { run: 'interrupted', errorCode: 'SIGTERM', reason: 'SIGTERM was received' },
      last: { type: 'cleanup-ended', cleanup: 'clean' },
    })
    expect(rig.events.at(-1)?.atMs).toBeLessThan(30_000)
    expect(await rig.remains(end.directory)).toEqual([])
  })

  test('during a fault: the victim is not left as it is', async () => {
    const rig = await onRun()
    void interruptAt(11_500, 'SIGINT', rig)
    const end = await run(rig)
    expect(rig.said('fault-injected')).toHaveLength(1)
    expect(rig.said('phase-ended').at(-1)).toMatchObject({ window: 'lost', completed: false })
    expect(end).toMatchObject({ outcome: 'interrupted', left: [] })
    expect(await rig.remains(end.directory)).toEqual([])
  })

  test('during the warm-up, or while the target starts', async () => {
    for (const ms of [0, 2000]) {
      const rig = await onRun()
      void interruptAt(ms, 'SIGINT', rig)
      const end = await run(rig)
      expect(end).toMatchObject({ outcome: 'interrupted', left: [] })
      expect(rig.said('phase-started')).toEqual([])
      expect(await rig.remains(end.directory)).toEqual([])
    }
  })
})

describe('a drill that cannot go on', () => {
  test('the target does not start: what it had started is ended', async () => {
    const rig = await onRun({ programs: { server: {} } })
    const target: Target = {
      ...rig.fake,
      async start({ change, nextMark }) {
        const mark = nextMark()
        const undo = { kind: 'end-processes', args: { mark } }
        await change({ what: 'start web-1', undo }, () => spawnServer(rig.host, mark))
        throw new FiredrillError('never-ready', 'web-2 did not get ready.', { hint: '' })
      },
    }
    const end = await run(rig, { target })
    expect(end).toMatchObject({ outcome: 'errored', left: [], error: { code: 'never-ready' } })
    expect(endOf(rig)).toMatchObject({
      ended: { run: 'errored', errorCode: 'never-ready', reason: 'web-2 did not get ready.' },
      last: { type: 'cleanup-ended', cleanup: 'clean' },
    })
    expect(await rig.remains(end.directory)).toEqual([])
  })

  test('the load ends unasked', async () => {
    const rig = await onRun({ load: { endsAfterMs: 8000 } })
    const end = await run(rig)
    expect(end).toMatchObject({ outcome: 'errored', left: [], error: { code: 'load-failed' } })
    expect(rig.said('load-ended')).toMatchObject([{ asked: false, exitCode: 107 }])
    expect(endOf(rig)).toMatchObject({
      ended: {
        run: 'errored',
        errorCode: 'load-failed',
        reason: expect.stringContaining('the script threw'),
      },
      last: { type: 'cleanup-ended', cleanup: 'clean' },
    })
    expect(await rig.remains(end.directory)).toEqual([])
  })

  test('the load cannot be started', async () => {
    const rig = await onRun()
    const load = { version: 'none', start: () => Promise.reject(new Error('k6 is gone')) }
    const end = await run(rig, { load })
    expect(end).toMatchObject({ outcome: 'errored', left: [], error: new Error('k6 is gone') })
    expect(rig.said('run-ended')).toMatchObject([{ errorCode: 'internal' }])
    expect(await rig.remains(end.directory)).toEqual([])
  })

  test('a step fails', async () => {
    const steps = () => [phase('p', [act('break', {}, { undo: { nothing: 'it does nothing' } }), hold('9s')])]
    const rig = await onRun({ steps })
    const end = await run(rig, { handlers: { break: () => Promise.reject(new Error('it broke')) } })
    expect(end).toMatchObject({ outcome: 'errored', left: [], error: new Error('it broke') })
    expect(rig.said('step-ended')).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed' }])
    expect(await rig.remains(end.directory)).toEqual([])
  })

  test('another run holds the load of this machine: nothing is started, and its lock stays', async () => {
    const rig = await onRun({ programs: { other: {} } })
    const other = await spawnServer(rig.host, 'other/1', 'other')
    const owner = { ...other.identity, run: 'other', directory: '/app/reports/other' }
    await acquireLock(rig.host, '/root/.local/state/firedrill', 'load of this machine', owner)
    const end = await run(rig)
    expect(end).toMatchObject({ outcome: 'errored', left: [], error: { code: 'target-busy', exitCode: 75 } })
    expect(rig.said('load-started')).toEqual([])
    expect(await rig.remains(end.directory)).toEqual(['process: other', expect.stringMatching(/^lock: load/)])
  })
})

describe('what would leave nobody to undo it ends a run at once', () => {
  test('its watchdog has ended', async () => {
    const rig = await onRun()
    const { processes } = rig.base
    void rig.base.clock.sleep(7000).then(async () => {
      const watchdog = processes.list().find(({ argv }) => argv.at(-1)?.startsWith('/app/reports/'))
      if (watchdog) await processes.signal(watchdog.identity, 'SIGKILL')
    })
    const end = await run(rig)
    expect(end).toMatchObject({ outcome: 'errored', left: [], error: { code: 'watchdog-lost' } })
    expect(rig.said('fault-injected')).toEqual([])
    expect(endOf(rig)).toMatchObject({ last: { type: 'cleanup-ended', cleanup: 'clean' } })
    expect(await rig.remains(end.directory)).toEqual([])
  })

  test('its record was removed', async () => {
    const rig = await onRun()
    void rig.base.clock.sleep(7000).then(() => rig.host.files.remove('/app/reports'))
    const end = await run(rig)
    expect(end).toMatchObject({ outcome: 'errored', left: [], error: { code: 'record-removed' } })
    expect(rig.said('fault-injected')).toEqual([])
    expect(rig.said('cleanup-ended')).toMatchObject([{ cleanup: 'clean' }])
    expect(rig.base.processes.list()).toEqual([])
  })
})

describe('a handler of the user’s that never ends', () => {
  const never = (): Promise<never> => new Promise(() => undefined)
  const filling = () => [phase('p', [act('fill', {}, { undo: { handler: 'drain', args: {} } })])]
  const interruptAt = async (ms: number, rig: RunRig): Promise<void> => {
    await rig.base.clock.sleep(ms)
    rig.interruption.receive('SIGINT')
  }

  test('is not waited for after a signal, and is undone', async () => {
    const rig = await onRun({ steps: filling })
    const drained: string[] = []
    void interruptAt(10_000, rig)
    const handlers = { fill: never, drain: async () => void drained.push('drained') }
    const end = await run(rig, { handlers })
    expect(end).toMatchObject({ outcome: 'interrupted', left: [] })
    expect(drained).toEqual(['drained'])
    expect(rig.events.at(-1)?.atMs).toBeLessThan(40_000)
    expect(await rig.remains(end.directory)).toEqual([])
  })

  test('is left after its time where it is the undo, and everything else is undone', async () => {
    const rig = await onRun({ steps: filling })
    const end = await run(rig, { handlers: { fill: async () => undefined, drain: never } })
    expect(end.left).toMatchObject([{ what: 'act fill', evidence: expect.stringContaining('its time') }])
    expect(await rig.remains(end.directory)).toEqual(['pending: act fill'])
  })

  test('is waited for less once somebody hurries in the middle of it', async () => {
    const rig = await onRun({ steps: filling })
    const took = async (signals: readonly number[]): Promise<number> => {
      for (const ms of signals) void interruptAt(ms, rig)
      await run(rig, { handlers: { fill: async () => undefined, drain: never } })
      const beganMs = rig.said('signal')[0]?.atMs ?? 0
      return (rig.events.at(-1)?.atMs ?? 0) - beganMs
    }
    expect(await took([9000, 12_000])).toBeLessThan(30_000)
  })
})

test('at a third signal nothing more is waited for: what is left is said, and the watchdog keeps the run', async () => {
  const rig = await onRun({
    steps: () => [phase('p', [act('fill', {}, { undo: { handler: 'drain', args: {} } })])],
  })
  const never = (): Promise<never> => new Promise(() => undefined)
  for (const ms of [9000, 9500, 10_000])
    void rig.base.clock.sleep(ms).then(() => rig.interruption.receive('SIGINT'))
  const ended = run(rig, { handlers: { fill: never, drain: never } })
  await expect(ended).rejects.toMatchObject({
    code: 'abandoned',
    message: expect.stringContaining('act fill'),
    hint: expect.stringContaining('firedrill recover /app/reports/'),
  })
  expect(rig.said('cleanup-ended')).toEqual([])
  const { directory } = { directory: `/app/reports/${rig.said('run-started')[0]?.run}` }
  expect(rig.base.processes.list().map(({ argv }) => argv.at(-1))).toContain(directory)
})

test('what could not be undone is returned and journaled as dirty', async () => {
  const undo = { undo: { handler: 'drain', args: {} } }
  const rig = await onRun({ steps: () => [phase('p', [act('fill', {}, undo)])] })
  const handlers = {
    fill: async () => undefined,
    drain: () => Promise.reject(new Error('the queue is stuck')),
  }
  const end = await run(rig, { handlers })
  expect(end.outcome).toBe('completed')
  expect(end.left).toMatchObject([
    { what: 'act fill', evidence: expect.stringContaining('the queue is stuck') },
  ])
  expect(rig.said('cleanup-ended')).toMatchObject([{ cleanup: 'dirty', left: end.left }])
  expect(await rig.remains(end.directory)).toEqual(['pending: act fill'])
})

test('what reaches beyond the app is taken back once, after the load and while the app is up', async () => {
  const undo = { undo: { handler: 'drain', args: {} } }
  const rig = await onRun({ steps: () => [phase('p', [act('fill', {}, undo)])] })
  let up = false
  const stopping = {
    ...rig.fake,
    async start(context: Parameters<Target['start']>[0]) {
      const running = await rig.fake.start(context)
      up = true
      return {
        ...running,
        async stop() {
          up = false
          await running.stop()
        },
      }
    },
  }
  const seen: { up: boolean; loaded: boolean }[] = []
  const handlers = {
    fill: async () => undefined,
    drain: async () => void seen.push({ up, loaded: rig.said('load-ended').length === 0 }),
  }
  const end = await run(rig, { handlers, target: stopping })
  expect(end).toMatchObject({ outcome: 'completed', left: [] })
  expect(seen).toEqual([{ up: true, loaded: false }])
  expect(up).toBe(false)
  expect(rig.said('cleanup-ended')).toMatchObject([{ cleanup: 'clean' }])
})

test('a run that was taken over does nothing more: whoever took it over undoes it and ends its journal', async () => {
  const rig = await onRun()
  const directory = () => `/app/reports/${rig.said('run-started')[0]?.run}`
  void rig.base.clock.sleep(7000).then(() => claimEpoch(rig.host, directory(), 'watchdog', 0))
  const end = await run(rig)
  expect(end).toMatchObject({ outcome: 'errored', error: { code: 'superseded' } })
  expect(rig.said('fault-injected')).toEqual([])
  expect(rig.said('run-ended')).toEqual([])
  expect(rig.said('cleanup-ended')).toEqual([])
  // It may be the one who is at it.
  expect(rig.base.processes.list().map(({ argv }) => argv.at(-1))).toContain(directory())
})

test('a run that is taken over after its own end, because something was left, leaves the record to who did', async () => {
  const undo = { undo: { handler: 'drain', args: {} } }
  const rig = await onRun({ steps: () => [phase('p', [act('fill', {}, undo)])] })
  const directory = () => `/app/reports/${rig.said('run-started')[0]?.run}`
  const handlers = {
    fill: async () => undefined,
    drain: () => Promise.reject(new Error('the queue is stuck')),
  }
  const onEvent: RunOptions['onEvent'] = (event) => {
    rig.options.onEvent?.(event)
    if (event.type === 'cleanup-ended') void claimEpoch(rig.host, directory(), 'watchdog', 0)
  }
  const end = await run(rig, { handlers, onEvent })
  expect(end).toMatchObject({ outcome: 'errored', error: { code: 'superseded' } })
  expect(rig.said('cleanup-ended')).toMatchObject([{ cleanup: 'dirty' }])
  expect(await rig.host.files.exists(`${directory()}/seal.json`)).toBe(false)
  expect(rig.base.processes.list().map(({ argv }) => argv.at(-1))).toContain(directory())
})

test('what a run that was taken over makes again while it ends does not stay', async () => {
  const rig = await onRun()
  let stateDir = ''
  const logging: Target = {
    ...rig.fake,
    async start(context) {
      stateDir = context.stateDir
      const running = await rig.fake.start(context)
      // As a follower of logs does, which gets the last lines of what was ended.
      const stop = async () => {
        await rig.host.files.remove(stateDir)
        await context.host.files.makeDir(context.logsDir)
      }
      return { ...running, stop }
    },
  }
  const directory = () => `/app/reports/${rig.said('run-started')[0]?.run}`
  let wasThere = false
  void rig.base.clock.sleep(7000).then(() => claimEpoch(rig.host, directory(), 'watchdog', 0))
  void rig.base.clock.sleep(30_000).then(async () => {
    // Until then it is the other's.
    wasThere = await rig.host.files.exists(stateDir)
    const journal = `${directory()}/journal.ndjson`
    const seq = (await rig.host.files.read(journal)).trimEnd().split('\n').length
    const ended = {
      seq,
      atMs: 30_000,
      type: 'cleanup-ended',
      cleanup: 'clean',
      left: [],
      by: 'watchdog',
      tookMs: 1,
    }
    const file = await rig.host.files.openAppend(journal)
    await file.append(`${JSON.stringify(ended)}\n`)
  })
  const end = await run(rig, { target: logging })
  expect(end).toMatchObject({ error: { code: 'superseded' } })
  expect(wasThere).toBe(true)
  expect(await rig.host.files.exists(stateDir)).toBe(false)
})

test('a journal that the disk refuses stops the drill; everything is undone all the same', async () => {
  const rig = await onRun()
  let full = false
  const openAppend: Host['files']['openAppend'] = async (path) => {
    const file = await rig.host.files.openAppend(path)
    const append: typeof file.append = async (content) => {
      if (full && path.endsWith('journal.ndjson')) throw new Error('ENOSPC')
      await file.append(content)
    }
    return { ...file, append }
  }
  const host = { ...rig.host, files: { ...rig.host.files, openAppend } }
  void rig.base.clock.sleep(7000).then(() => {
    full = true
  })
  await expect(run(rig, { host })).rejects.toMatchObject({ code: 'reports-unwritable' })
  expect(rig.said('fault-injected')).toEqual([])
  expect(rig.base.processes.list()).toEqual([])
})

function spawnServer(host: Host, mark: string, program = 'server') {
  return host.processes.spawn({
    argv: [program],
    cwd: '/',
    env: {},
    mark,
    stdout: 'ignore',
    stderr: 'ignore',
  })
}

test('in a hurry too, what a step was at is undone after it has ended', async () => {
  let gate = 'shut'
  const rig = await onRun({
    steps: () => [
      phase('p', [
        hold('1s'),
        act('before', {}, { undo: { handler: 'slowly' } }),
        act('open', {}, { undo: { handler: 'shut' } }),
      ]),
    ],
  })
  const handlers = {
    before: async () => undefined,
    slowly: () => rig.host.clock.sleep(5000),
    open: async () => {
      rig.interruption.receive('SIGINT')
      rig.interruption.receive('SIGTERM')
      await rig.host.clock.sleep(700)
      gate = 'open'
    },
    shut: async () => {
      gate = 'shut'
    },
  }
  expect(await run(rig, { handlers })).toMatchObject({ outcome: 'interrupted', left: [] })
  expect(gate).toBe('shut')
})
