import { beforeEach, expect, test } from 'vitest'
import { type FakeHost, fakeHost } from '../../src/host/fake/host.ts'
import type { Host } from '../../src/host/host.ts'
import type { PendingUndo } from '../../src/journal/pending.ts'
import { type Journal, openJournal } from '../../src/journal/writer.ts'
import { cleanUp, takeBackWhileUp } from '../../src/run/clean-up.ts'

let host: FakeHost
let journal: Journal
const path = '/tmp/journal.ndjson'

beforeEach(async () => {
  host = fakeHost({ programs: { server: {}, stubborn: { ignores: ['SIGTERM'] } } })
  journal = await openJournal(host, { path, zeroMonoMs: 1000, nextSeq: 0 })
})

const act = (id: number, handler: string): PendingUndo => ({
  id,
  what: `act ${handler}`,
  undo: { kind: 'act', args: { handler } },
})
const healed = () =>
  journal.events.filter((event) => event.type === 'undone').map(({ id, healed }) => ({ id, healed }))
const ended = () => journal.events.find((event) => event.type === 'cleanup-ended')

test('undos are carried out in the order given, which is the latest first, one after the other', async () => {
  const steps: string[] = []
  const handler = (name: string, ms: number) => async () => {
    steps.push(`${name} begins`)
    await host.clock.sleep(ms)
    steps.push(`${name} ends`)
  }
  const handlers = { late: handler('late', 50), early: handler('early', 1) }
  await cleanUp(host, journal, [act(1, 'late'), act(0, 'early')], { by: 'run', hurry: false, handlers })
  expect(steps).toEqual(['late begins', 'late ends', 'early begins', 'early ends'])
})

test('clean is said, with who did it and how long it took, and is on disk', async () => {
  const handlers = { slow: () => host.clock.sleep(120) }
  const left = await cleanUp(host, journal, [act(0, 'slow')], { by: 'watchdog', hurry: true, handlers })
  expect(left).toEqual([])
  expect(ended()).toMatchObject({ cleanup: 'clean', left: [], by: 'watchdog', tookMs: 120 })
  expect(await host.files.read(path)).toContain('"cleanup-ended"')
})

test('an undo that fails does not keep the others from being carried out; what is left is said with its remedy', async () => {
  const seen: string[] = []
  const handlers = {
    third: async () => void seen.push('third'),
    broken: () => Promise.reject(new Error('the disk is gone')),
    first: async () => void seen.push('first'),
  }
  const pending = [act(2, 'third'), act(1, 'broken'), act(0, 'first')]
  const left = await cleanUp(host, journal, pending, { by: 'run', hurry: false, handlers })
  expect(seen).toEqual(['third', 'first'])
  expect(healed()).toEqual(
    expect.arrayContaining([
      { id: 2, healed: true },
      { id: 1, healed: false },
      { id: 0, healed: true },
    ]),
  )
  expect(left).toEqual([
    {
      what: 'act broken',
      evidence: expect.stringContaining('the disk is gone'),
      remedy: expect.stringContaining('firedrill recover'),
    },
  ])
  expect(ended()).toMatchObject({ cleanup: 'dirty', left })
})

test('an undo of a kind that nobody knows, and a handler that is not registered, are left and said', async () => {
  const unknown: PendingUndo = { id: 1, what: 'cut the network', undo: { kind: 'mend', args: {} } }
  const left = await cleanUp(host, journal, [unknown, act(0, 'nowhere')], { by: 'watchdog', hurry: true })
  expect(left.map(({ what }) => what)).toEqual(['cut the network', 'act nowhere'])
  expect(ended()).toMatchObject({ cleanup: 'dirty' })
})

test('processes are given time to end, less of it in a hurry', async () => {
  const spawn = (mark: string) =>
    host.processes.spawn({
      argv: ['stubborn'],
      cwd: '/',
      env: {},
      mark,
      stdout: 'ignore',
      stderr: 'ignore',
    })
  const took = async (hurry: boolean): Promise<number> => {
    await spawn('r/1')
    const before = host.clock.monoMs()
    const pending = [{ id: 0, what: 'start it', undo: { kind: 'end-processes', args: { mark: 'r/1' } } }]
    expect(await cleanUp(host, journal, pending, { by: 'run', hurry, handlers: {} })).toEqual([])
    return host.clock.monoMs() - before
  }
  expect(await took(false)).toBeGreaterThanOrEqual(5000)
  expect(await took(true)).toBeLessThan(2000)
  expect(host.processes.list()).toEqual([])
})

test('whoever begins to hurry in the middle of it is heard at once', async () => {
  let hurry = false
  for (const mark of ['r/1', 'r/2']) {
    const spec = { argv: ['stubborn'], cwd: '/', env: {}, mark, stdout: 'ignore', stderr: 'ignore' } as const
    await host.processes.spawn(spec)
  }
  const pending = ['r/2', 'r/1'].map((mark, id) => ({
    id,
    what: mark,
    undo: { kind: 'end-processes', args: { mark } },
  }))
  void host.clock.sleep(100).then(() => {
    hurry = true
  })
  const options = {
    by: 'run',
    get hurry() {
      return hurry
    },
  } as const
  expect(await cleanUp(host, journal, pending, options)).toEqual([])
  const [first = 0, second = 0] = journal.events
    .filter(({ type }) => type === 'undone')
    .map(({ atMs }) => atMs)
  expect(first).toBeLessThan(2000)
  expect(second - first).toBeLessThan(2000)
})

test('a handler that never ends is left after its time, and the others are undone', async () => {
  const seen: string[] = []
  const handlers = {
    hangs: () => new Promise<never>(() => undefined),
    first: async () => void seen.push('first'),
  }
  const pending = [act(1, 'hangs'), act(0, 'first')]
  const left = await cleanUp(host, journal, pending, { by: 'run', hurry: false, handlers })
  expect(left).toMatchObject([{ what: 'act hangs', remedy: expect.stringContaining('firedrill recover') }])
  expect(seen).toEqual(['first'])
  expect(ended()).toMatchObject({ cleanup: 'dirty', tookMs: 60_000 })
})

test('each undo has its own time: a slow one takes none of it from those after it', async () => {
  host = fakeHost({
    programs: { slow: { exit: { afterMs: 90_000, code: 0 } }, deaf: { ignores: ['SIGTERM'] } },
  })
  journal = await openJournal(host, { path, zeroMonoMs: 1000, nextSeq: 0 })
  await host.processes.spawn({
    ...{ argv: ['deaf'], cwd: '/', env: {}, mark: 'r/1', stdout: 'ignore', stderr: 'ignore' },
  })
  const slow = { argv: ['slow'], cwd: '/', env: {}, envFrom: {}, inherit: [] }
  const pending = [
    { id: 1, what: 'deploy', undo: { kind: 'run-command', args: slow } },
    { id: 0, what: 'start it', undo: { kind: 'end-processes', args: { mark: 'r/1', graceMs: 40_000 } } },
  ]
  expect(await cleanUp(host, journal, pending, { by: 'run', hurry: false })).toEqual([])
  expect(ended()).toMatchObject({ cleanup: 'clean', tookMs: expect.toSatisfy((ms) => ms >= 130_000) })
})

test('a command of the user’s is given up by its own limit alone: one that deploys may take ten minutes', async () => {
  const slow = { argv: ['slow'], cwd: '/', env: {}, envFrom: {}, inherit: [], timeoutMs: 600_000 }
  const pending = [{ id: 0, what: 'deploy', undo: { kind: 'run-command', args: slow } }]
  const after = async (ms: number) => {
    host = fakeHost({ programs: { slow: { exit: { afterMs: ms, code: 0 } } } })
    journal = await openJournal(host, { path, zeroMonoMs: 1000, nextSeq: 0 })
    return cleanUp(host, journal, pending, { by: 'run', hurry: false })
  }
  expect(await after(590_000)).toEqual([])
  expect(await after(610_000)).toMatchObject([
    { what: 'deploy', evidence: expect.stringContaining('took too long') },
  ])
})

test('once all of them together have taken long, the rest of them hurries', async () => {
  const handlers = { hangs: () => new Promise<never>(() => undefined) }
  const pending = [5, 4, 3, 2, 1, 0].map((id) => act(id, 'hangs'))
  expect(await cleanUp(host, journal, pending, { by: 'run', hurry: false, handlers })).toHaveLength(6)
  // Three have a minute each, three a quarter of one.
  expect(ended()).toMatchObject({ cleanup: 'dirty', tookMs: 225_000 })
})

test('where somebody else has taken the run over in the middle of it, the rest is theirs', async () => {
  const seen: string[] = []
  let ours = true
  const handlers = {
    second: async () => {
      seen.push('second')
      ours = false
    },
    first: async () => void seen.push('first'),
  }
  const stillOurs = async (): Promise<void> => {
    if (!ours) throw new Error('superseded')
  }
  const cleaning = cleanUp(host, journal, [act(1, 'second'), act(0, 'first')], {
    ...{ by: 'run', hurry: false, handlers, stillOurs },
  })
  await expect(cleaning).rejects.toThrow('superseded')
  expect(seen).toEqual(['second'])
  expect(ended()).toBeUndefined()
})

test('where that was in the middle of the last one, how it ended is theirs to say too', async () => {
  let ours = true
  const handlers = {
    last: async () => {
      ours = false
    },
  }
  const stillOurs = async (): Promise<void> => {
    if (!ours) throw new Error('superseded')
  }
  const cleaning = cleanUp(host, journal, [act(0, 'last')], {
    ...{ by: 'run', hurry: false, handlers, stillOurs },
  })
  await expect(cleaning).rejects.toThrow('superseded')
  expect(ended()).toBeUndefined()
})

test('a command of the user’s asks between its look and itself whether the run is still this process’s', async () => {
  const asked: string[] = []
  const run: Host['processes']['run'] = async (argv) => {
    asked.push(argv.join(' '))
    return { exitCode: 0, signal: null, stdout: 'two', stderr: '', timedOut: false }
  }
  const stillOurs = async (): Promise<void> => {
    if (asked.length > 0) throw new Error('superseded')
  }
  const args = { argv: ['down'], look: ['status'], before: 'x', cwd: '/', env: {}, envFrom: {}, inherit: [] }
  const pending = [{ id: 0, what: 'migrate', undo: { kind: 'run-command', args } }]
  const looking = { ...host, processes: { ...host.processes, run } }
  const cleaning = cleanUp(looking, journal, pending, { by: 'run', hurry: false, stillOurs })
  await expect(cleaning).rejects.toThrow('superseded')
  expect(asked).toEqual(['status'])
})

test('nothing was done, nothing is left', async () => {
  expect(await cleanUp(host, journal, [], { by: 'recover', hurry: true })).toEqual([])
  expect(ended()).toMatchObject({ cleanup: 'clean' })
})

test('an undo that only pretends is looked through while the app is up, and makes the clean-up dirty', async () => {
  const spec = { cwd: '/', env: {}, stdout: 'ignore', stderr: 'ignore' } as const
  const { identity } = await host.processes.spawn({ ...spec, argv: ['server'], mark: 'r/1' })
  await host.processes.signal(identity, 'SIGSTOP')
  const of = { kind: 'resume-process', args: { mark: 'r/1' } }
  const paused = { id: 1, what: 'pause web-1', undo: { kind: 'pretended', args: { of } } }
  const started = { id: 0, what: 'start web-1', undo: { kind: 'end-processes', args: { mark: 'r/1' } } }
  const settled = new Set<number>()
  const changes = {
    pending: () => [paused, started].filter(({ id }) => !settled.has(id)),
    settle: (id: number) => settled.add(id),
  }
  const options = { by: 'run', hurry: false } as const
  const earlier = await takeBackWhileUp(host, journal, changes, options)
  expect(await host.processes.stopped(identity)).toBe(true)
  const left = await cleanUp(host, journal, changes.pending(), options, earlier)
  expect(left).toMatchObject([{ what: 'pause web-1', remedy: `kill -CONT ${identity.pid}` }])
  expect(ended()).toMatchObject({ cleanup: 'dirty' })
  // What belongs to the run is ended all the same.
  expect(await host.processes.marked('r/1')).toEqual([])
})

const command = (id: number): PendingUndo => ({
  id,
  what: `command ${id}`,
  undo: {
    kind: 'run-command',
    args: { argv: ['back', String(id)], cwd: '/', env: {}, envFrom: {}, inherit: [] },
  },
})

test.each([
  { what: 'only commands', pending: [command(1), command(0)], broken: [], all: [1, 0] },
  { what: 'a command beneath', pending: [act(1, 'drain'), command(0)], broken: [1], all: [0] },
  { what: 'a command on top', pending: [command(1), act(0, 'drain')], broken: [1, 0], all: [] },
  {
    what: 'commands around it',
    pending: [command(3), act(2, 'drain'), command(1), command(0)],
    broken: [3, 2],
    all: [1, 0],
  },
  { what: 'nothing', pending: [], broken: [], all: [] },
])(
  'what is broken is taken back before what was shipped beneath it, in their order: $what',
  async ({ pending, broken, all }) => {
    const settled = new Set<number>()
    const changes = {
      pending: () => pending.filter(({ id }) => !settled.has(id)),
      settle: (id: number) => settled.add(id),
    }
    host = fakeHost({ programs: { back: { exit: { afterMs: 1, code: 0 } } } })
    journal = await openJournal(host, { path, zeroMonoMs: 1000, nextSeq: 0 })
    const options = { by: 'run', hurry: false, handlers: { drain: async () => undefined } } as const
    const ids = () => healed().map(({ id }) => id)
    expect(await takeBackWhileUp(host, journal, changes, options, 'broken')).toEqual([])
    expect(ids()).toEqual(broken)
    expect(await takeBackWhileUp(host, journal, changes, options, 'all')).toEqual([])
    expect(ids()).toEqual([...broken, ...all])
  },
)

test.each([
  { what: 'paused after it', pause: 2, command: 1, order: [2, 1] },
  { what: 'paused before it', pause: 1, command: 2, order: [2] },
])('what a fault did after a command is taken back before it, which may need it: $what', async (made) => {
  host = fakeHost({ programs: { server: {}, back: { exit: { afterMs: 1, code: 0 } } } })
  journal = await openJournal(host, { path, zeroMonoMs: 1000, nextSeq: 0 })
  const spec = { cwd: '/', env: {}, stdout: 'ignore', stderr: 'ignore' } as const
  const { identity } = await host.processes.spawn({ ...spec, argv: ['server'], mark: 'r/1' })
  await host.processes.signal(identity, 'SIGSTOP')
  const undo = { kind: 'resume-process', args: { mark: 'r/1' } }
  const paused = { id: made.pause, what: 'pause web-1', undo }
  const all = [paused, command(made.command)].toSorted((a, b) => b.id - a.id)
  const settled = new Set<number>()
  const changes = {
    pending: () => all.filter(({ id }) => !settled.has(id)),
    settle: (id: number) => settled.add(id),
  }
  expect(await takeBackWhileUp(host, journal, changes, { by: 'run', hurry: false })).toEqual([])
  expect(healed().map(({ id }) => id)).toEqual(made.order)
  expect(await host.processes.stopped(identity)).toBe(!made.order.includes(made.pause))
  // It is looked at again at the end, as an engine may still do what it was asked for.
  expect(changes.pending()).toEqual([paused])
})

test('what could not be taken back before a command is no left-over before the end has tried it', async () => {
  const undo = { kind: 'resume-process', args: { mark: 7 } }
  const all = [{ id: 1, what: 'pause web-1', undo }, command(0)]
  host = fakeHost({ programs: { back: { exit: { afterMs: 1, code: 3 } } } })
  journal = await openJournal(host, { path, zeroMonoMs: 1000, nextSeq: 0 })
  const changes = { pending: () => all, settle: () => undefined }
  const left = await takeBackWhileUp(host, journal, changes, { by: 'run', hurry: false })
  expect(left.map(({ what }) => what)).toEqual(['command 0'])
})
