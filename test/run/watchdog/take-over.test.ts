import { beforeEach, expect, test } from 'vitest'
import { type FakeHost, fakeHost } from '../../../src/host/fake/host.ts'
import type { Host } from '../../../src/host/host.ts'
import type { EventBody } from '../../../src/journal/events.ts'
import { pendingUndos } from '../../../src/journal/pending.ts'
import { keepReserve } from '../../../src/journal/reserve.ts'
import { checkSeal } from '../../../src/journal/seal.ts'
import { openJournal } from '../../../src/journal/writer.ts'
import { ownRedaction } from '../../../src/redact/process.ts'
import { claimEpoch } from '../../../src/run/epoch.ts'
import { takeOver } from '../../../src/run/watchdog/take-over.ts'
import { DEAD, deadRun, eventsOf, intent, spawnMarked } from '../dead-run.ts'

let host: FakeHost

beforeEach(() => {
  host = fakeHost({ programs: { server: {}, deaf: { ignores: ['SIGTERM'] } } })
})

const CLEAN: EventBody = { type: 'cleanup-ended', cleanup: 'clean', left: [], by: 'run', tookMs: 1 }
const ENDED: EventBody = {
  type: 'run-ended',
  run: 'interrupted',
  reason: 'SIGINT was received',
  errorCode: 'SIGINT',
  by: 'run',
}
const seqs = async () => (await eventsOf(host)).events.map(({ seq }) => seq)

test('what is pending is undone, the latest first, from a journal that was cut off in the middle of a line', async () => {
  await deadRun(host, [intent(0, 'r/1'), { type: 'done', id: 0 }, intent(1, 'r/2')], {
    cut: '{"seq":4,"atMs":12,"type":"do',
  })
  await spawnMarked(host, 'r/1')
  await spawnMarked(host, 'r/2', 'deaf')
  expect(await takeOver(host, DEAD, 'watchdog', 0)).toEqual({
    kind: 'undone',
    undone: 2,
    left: [],
    undos: [
      expect.stringMatching(/^undone: no process carries the mark r\/2/),
      expect.stringMatching(/^undone: no process carries the mark r\/1/),
    ],
    unwritten: null,
  })
  expect(host.processes.list()).toEqual([])
  const { events, damage } = await eventsOf(host)
  expect(pendingUndos(events)).toEqual([])
  expect(events.flatMap((event) => (event.type === 'undone' ? [event.id] : []))).toEqual([1, 0])
  expect(damage).toEqual(['1 line of the journal could not be read (line 5: it is not JSON)'])
})

test('it says who ended the run and how, and goes on with the numbers', async () => {
  await deadRun(host, [intent(0, 'r/1')])
  const before = await seqs()
  await host.clock.advance(5000)
  await takeOver(host, DEAD, 'watchdog', 0)
  const { events } = await eventsOf(host)
  expect(events.find(({ type }) => type === 'run-ended')).toMatchObject({
    run: 'errored',
    errorCode: 'internal',
    by: 'watchdog',
    atMs: expect.toSatisfy((atMs: number) => atMs >= 5000),
  })
  expect(events.at(-1)).toMatchObject({ type: 'cleanup-ended', cleanup: 'clean', by: 'watchdog' })
  const after = await seqs()
  expect(after).toEqual(Array.from({ length: after.length }, (_, seq) => seq))
  expect(after.length).toBeGreaterThan(before.length)
})

test('a run that had said how it ended is not said to have ended otherwise', async () => {
  await deadRun(host, [intent(0, 'r/1'), ENDED])
  await takeOver(host, DEAD, 'watchdog', 0)
  const { events } = await eventsOf(host)
  expect(events.filter(({ type }) => type === 'run-ended')).toMatchObject([{ run: 'interrupted', by: 'run' }])
})

test('only what was not seen healed is undone', async () => {
  const undone: EventBody = {
    type: 'undone',
    id: 1,
    by: 'run',
    healed: true,
    outcome: 'undone',
    evidence: '',
    remedy: null,
  }
  await deadRun(host, [intent(0, 'r/1'), intent(1, 'r/2'), undone])
  expect(await takeOver(host, DEAD, 'watchdog', 0)).toMatchObject({ undone: 1 })
})

test('a run that was cleaned up is left alone: nothing is written', async () => {
  await deadRun(host, [intent(0, 'r/1'), ENDED, CLEAN])
  await spawnMarked(host, 'r/1')
  const before = await host.files.read(`${DEAD}/journal.ndjson`)
  expect(await takeOver(host, DEAD, 'watchdog', 0)).toEqual({ kind: 'not-needed', why: 'it was cleaned up' })
  expect(await host.files.read(`${DEAD}/journal.ndjson`)).toBe(before)
  expect(host.processes.list()).toHaveLength(1)
})

test('one that ended dirty is tried again', async () => {
  await deadRun(host, [intent(0, 'r/1'), ENDED, { ...CLEAN, cleanup: 'dirty' }])
  expect(await takeOver(host, DEAD, 'recover', 0)).toMatchObject({ kind: 'undone', left: [] })
  expect((await eventsOf(host)).events.at(-1)).toMatchObject({ cleanup: 'clean', by: 'recover' })
})

test('what the harness still writes, should it wake up, goes to a file that is no more', async () => {
  await deadRun(host, [intent(0, 'r/1')])
  const late = await openJournal(host, { path: `${DEAD}/journal.ndjson`, zeroMonoMs: 0, nextSeq: 9 })
  await takeOver(host, DEAD, 'watchdog', 0)
  late.write({ type: 'progress', text: 'awake' })
  await late.close()
  const { events } = await eventsOf(host)
  expect(events.some((event) => event.type === 'progress')).toBe(false)
})

test('on a disk that takes no second journal, the first one is gone on with', async () => {
  await deadRun(host, [intent(0, 'r/1')])
  const writeAtomic = () => Promise.reject(new Error('ENOSPC'))
  const full = { ...host, files: { ...host.files, writeAtomic } }
  expect(await takeOver(full, DEAD, 'watchdog', 0)).toMatchObject({ kind: 'undone', left: [] })
  expect((await eventsOf(host)).events.at(-1)).toMatchObject({ type: 'cleanup-ended', cleanup: 'clean' })
})

/** The machine, whose disk refuses this. */
function refusing(
  code: string,
  { claims = false, appends = false, neighbours = true }: Record<string, boolean>,
): Host {
  const refuse = () => Promise.reject(Object.assign(new Error(`${code}: refused`), { code }))
  const openAppend: typeof host.files.openAppend = async (path) => ({
    ...(await host.files.openAppend(path)),
    append: refuse,
  })
  return {
    ...host,
    files: {
      ...host.files,
      ...(neighbours ? { writeAtomic: refuse } : {}),
      ...(claims ? { createExclusive: refuse } : {}),
      ...(appends ? { openAppend } : {}),
    },
  }
}

test('on a disk that takes no further line, all is undone, and told', async () => {
  await deadRun(host, [intent(0, 'r/1'), intent(1, 'r/2')], { cut: '{"se' })
  await spawnMarked(host, 'r/1')
  const result = await takeOver(refusing('ENOSPC', { appends: true }), DEAD, 'watchdog', 0)
  expect(result).toMatchObject({ kind: 'undone', undone: 2, left: [], unwritten: 'ENOSPC: refused' })
  expect(result).toMatchObject({ undos: [expect.any(String), expect.stringContaining('had to be ended')] })
  expect(host.processes.list()).toEqual([])
})

test.each(['EROFS', 'EACCES', 'ENOSPC', 'EDQUOT'])(
  'a claim that the disk refuses (%s) keeps nobody from undoing what nobody else will',
  async (code) => {
    await deadRun(host, [intent(0, 'r/1')])
    await spawnMarked(host, 'r/1')
    const disk = refusing(code, { claims: true, appends: true })
    expect(await takeOver(disk, DEAD, 'watchdog', 0)).toMatchObject({
      undone: 1,
      unwritten: `${code}: refused`,
    })
    expect(host.processes.list()).toEqual([])
  },
)

test('but a run whose owner may live is not undone without a claim', async () => {
  const { identity } = await spawnMarked(host, 'x/1')
  await deadRun(host, [intent(0, 'r/1')], { owner: identity })
  await spawnMarked(host, 'r/1')
  const disk = refusing('ENOSPC', { claims: true })
  await expect(takeOver(disk, DEAD, 'watchdog', 0)).rejects.toThrow('ENOSPC')
  await host.files.writeAtomic(`${DEAD}/epoch.0`, '')
  await expect(takeOver(disk, DEAD, 'watchdog', 0)).rejects.toThrow('ENOSPC')
  expect(host.processes.list()).toHaveLength(2)
})

test('the space that was kept is given up before the claim: it may be the last inode', async () => {
  await deadRun(host, [intent(0, 'r/1')])
  await keepReserve(host.files, DEAD)
  const createExclusive: typeof host.files.createExclusive = async (path, content) => {
    if (await host.files.exists(`${DEAD}/.reserve`)) throw new Error('ENOSPC')
    return host.files.createExclusive(path, content)
  }
  const full = { ...host, files: { ...host.files, createExclusive } }
  expect(await takeOver(full, DEAD, 'watchdog', 0)).toMatchObject({ kind: 'undone', unwritten: null })
})

test('a record that is gone is undone by the journal that was held open', async () => {
  await deadRun(host, [intent(0, 'r/1')])
  await spawnMarked(host, 'r/1')
  const file = await host.files.openRead(`${DEAD}/journal.ndjson`)
  await host.files.remove(DEAD)
  const result = await takeOver(host, DEAD, 'watchdog', 0, { held: () => file.read() })
  expect(result).toMatchObject({
    kind: 'undone',
    undone: 1,
    left: [],
    unwritten: expect.stringContaining('ENOENT'),
  })
  expect(host.processes.list()).toEqual([])
  expect(await host.files.exists(DEAD)).toBe(false)
})

test('where the journal alone is gone, it is written anew', async () => {
  await deadRun(host, [intent(0, 'r/1')])
  const file = await host.files.openRead(`${DEAD}/journal.ndjson`)
  await host.files.remove(`${DEAD}/journal.ndjson`)
  await takeOver(host, DEAD, 'watchdog', 0, { held: () => file.read() })
  expect((await eventsOf(host)).events.at(-1)).toMatchObject({ type: 'cleanup-ended', cleanup: 'clean' })
})

test('the space that was kept for it is given up', async () => {
  await deadRun(host, [intent(0, 'r/1')])
  await keepReserve(host.files, DEAD)
  await takeOver(host, DEAD, 'watchdog', 0)
  expect(await host.files.exists(`${DEAD}/.reserve`)).toBe(false)
})

test('a second one has nothing to do', async () => {
  await deadRun(host, [intent(0, 'r/1')])
  await takeOver(host, DEAD, 'watchdog', 0)
  expect(await takeOver(host, DEAD, 'recover', 1)).toMatchObject({ kind: 'not-needed' })
})

test('where somebody else was faster, nothing is done', async () => {
  await deadRun(host, [intent(0, 'r/1')])
  await spawnMarked(host, 'r/1')
  expect(await claimEpoch(host, DEAD, 'recover', 0)).toBe(1)
  const before = await host.files.read(`${DEAD}/journal.ndjson`)
  expect(await takeOver(host, DEAD, 'watchdog', 0)).toEqual({ kind: 'lost-race' })
  expect(await host.files.read(`${DEAD}/journal.ndjson`)).toBe(before)
  expect(host.processes.list()).toHaveLength(1)
})

test('of many at once, one undoes', async () => {
  await deadRun(host, [intent(0, 'r/1')])
  await spawnMarked(host, 'r/1', 'deaf')
  const results = await Promise.all(
    Array.from({ length: 8 }, async (_, k) => {
      await host.clock.sleep(k)
      return takeOver(host, DEAD, 'recover', 0)
    }),
  )
  expect(results.filter(({ kind }) => kind === 'undone')).toHaveLength(1)
  expect((await eventsOf(host)).events.filter(({ type }) => type === 'cleanup-ended')).toHaveLength(1)
})

test('what cannot be undone without the project is left, with its remedy', async () => {
  const undo = { kind: 'act', args: { handler: 'drain' } }
  await deadRun(host, [intent(0, 'r/1'), { type: 'intent', id: 1, what: 'act fill', undo }])
  const result = await takeOver(host, DEAD, 'watchdog', 0)
  expect(result).toMatchObject({ kind: 'undone', undone: 1, left: [{ what: 'act fill' }] })
  const handlers = { drain: async () => 'the queue is empty' }
  expect(await takeOver(host, DEAD, 'recover', 1, { handlers })).toMatchObject({ undone: 1, left: [] })
})

test('where a part of the journal is lost, nobody says that all was undone', async () => {
  const place = await deadRun(host, [intent(0, 'r/1'), intent(1, 'r/2'), { type: 'done', id: 1 }])
  const path = `${place}/journal.ndjson`
  const [started, first, , ...others] = (await host.files.read(path)).split('\n')
  await host.files.writeAtomic(path, [started, first, '\u0000\u0000', ...others].join('\n'))
  expect(await takeOver(host, DEAD, 'watchdog', 0)).toMatchObject({
    kind: 'undone',
    undone: 1,
    left: [{ what: expect.stringContaining('the part of the journal that is lost') }],
  })
  expect((await eventsOf(host)).events.at(-1)).toMatchObject({ type: 'cleanup-ended', cleanup: 'dirty' })
})

test('the record is sealed as it was left', async () => {
  await deadRun(host, [intent(0, 'r/1')])
  await takeOver(host, DEAD, 'watchdog', 0)
  expect(await checkSeal(host.files, DEAD, true)).toEqual([])
  expect(JSON.parse(await host.files.read(`${DEAD}/seal.json`))).toMatchObject({ by: 'watchdog' })
})

const COMMAND = {
  argv: ['back', '--url=db://hunter2'],
  cwd: '/',
  env: {},
  envFrom: {},
  inherit: [],
  timeoutMs: 1000,
}
const needing: EventBody = {
  type: 'intent',
  id: 0,
  what: 'ship',
  undo: { kind: 'run-command', args: COMMAND },
}

test('a secret that an undo needs is in no journal, and is found again by its name', async () => {
  const ran: string[][] = []
  const base = fakeHost({ programs: { back: { exit: { afterMs: 1, code: 0 } } } })
  const run: typeof base.processes.run = (argv, options) => {
    ran.push([...argv])
    return base.processes.run(argv, options)
  }
  ownRedaction.learn('env URL', 'hunter2')
  const directory = await deadRun(base, [needing])
  expect(await base.files.read(`${directory}/journal.ndjson`)).not.toContain('hunter2')
  const watched = { ...base, processes: { ...base.processes, run } }
  expect(await takeOver(watched, DEAD, 'watchdog', 0)).toMatchObject({ left: [] })
  expect(ran).toEqual([COMMAND.argv])
  expect(await base.files.read(`${directory}/journal.ndjson`)).not.toContain('hunter2')
  ownRedaction.forget()
})

test('where nobody knows it, that is said, and nothing is done with a half of it', async () => {
  ownRedaction.learn('env URL', 'hunter2')
  await deadRun(host, [needing])
  ownRedaction.forget()
  expect(await takeOver(host, DEAD, 'recover', 0)).toMatchObject({
    left: [
      {
        what: 'ship',
        evidence: expect.stringContaining('env URL'),
        remedy: expect.stringContaining('Set URL'),
      },
    ],
  })
})
