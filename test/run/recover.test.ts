import { beforeEach, describe, expect, test } from 'vitest'
import { FAKE_PLACE, type FakeHost, fakeHost } from '../../src/host/fake/host.ts'
import type { Host, Place } from '../../src/host/host.ts'
import { acquireLock } from '../../src/host/lock.ts'
import { stateDir } from '../../src/host/state-dir.ts'
import type { EventBody } from '../../src/journal/events.ts'
import { recoverRun, unfinishedRuns } from '../../src/run/recover.ts'
import { DEAD, deadRun, eventsOf, intent, spawnMarked } from './dead-run.ts'

let host: FakeHost

beforeEach(() => {
  host = fakeHost({ programs: { server: {}, harness: {} } })
})

const ended = (cleanup: 'clean' | 'dirty'): EventBody => ({
  type: 'cleanup-ended',
  cleanup,
  left: [],
  by: 'run',
  tookMs: 1,
})

describe('recovering a run', () => {
  test('whose process is gone undoes it, and says what was seen', async () => {
    await deadRun(host, [intent(0, 'r/1'), intent(1, 'r/2')], { cut: '{"seq' })
    await spawnMarked(host, 'r/2')
    const result = await recoverRun(host, DEAD, {})
    expect(result).toMatchObject({ kind: 'undone', undone: 2, left: [] })
    expect(result.kind === 'undone' && result.undos).toEqual([
      expect.stringMatching(/^undone: no process carries the mark r\/2/),
      expect.stringMatching(/^nothing: no process carries the mark r\/1/),
    ])
    expect(host.processes.list()).toEqual([])
  })

  test('whose process lives does nothing', async () => {
    const { identity } = await spawnMarked(host, 'x/1', 'harness')
    await deadRun(host, [intent(0, 'r/1')], { owner: identity })
    await spawnMarked(host, 'r/1')
    expect(await recoverRun(host, DEAD, {})).toEqual({ kind: 'running', by: 'run', pid: identity.pid })
    expect(host.processes.list()).toHaveLength(2)
    expect((await eventsOf(host)).events).toHaveLength(2)
  })

  test('whose pid is another’s by now undoes it', async () => {
    const { identity } = await spawnMarked(host, 'x/1', 'harness')
    await deadRun(host, [intent(0, 'r/1')], { owner: identity })
    host.processes.reusePid(identity)
    expect(await recoverRun(host, DEAD, {})).toMatchObject({ kind: 'undone' })
  })

  test('that its watchdog is undoing does nothing', async () => {
    const watchdog = await spawnMarked(host, 'x/1', 'harness')
    await deadRun(host, [intent(0, 'r/1')])
    const owner = JSON.stringify({ by: 'watchdog', process: watchdog.identity })
    await host.files.writeAtomic(`${DEAD}/epoch.1`, owner)
    expect(await recoverRun(host, DEAD, {})).toEqual({
      kind: 'running',
      by: 'watchdog',
      pid: watchdog.identity.pid,
    })
  })

  test('that is clean has nothing to do; one that its process left dirty is tried again', async () => {
    const { identity } = await spawnMarked(host, 'x/1', 'harness')
    await deadRun(host, [intent(0, 'r/1'), ended('clean')], { owner: identity })
    expect(await recoverRun(host, DEAD, {})).toMatchObject({ kind: 'not-needed' })
    await deadRun(host, [intent(0, 'r/1'), ended('dirty')], { owner: identity })
    expect(await recoverRun(host, DEAD, {})).toMatchObject({ kind: 'undone', left: [] })
  })

  test('may be done any number of times; each says only what it did itself', async () => {
    const undo = { kind: 'act', args: { handler: 'drain' } }
    await deadRun(host, [intent(0, 'r/1'), { type: 'intent', id: 1, what: 'act fill', undo }])
    const first = await recoverRun(host, DEAD, {})
    expect(first).toMatchObject({ undone: 1, left: [{ what: 'act fill' }] })
    const second = await recoverRun(host, DEAD, { drain: async () => 'the queue is empty' })
    expect(second).toMatchObject({ undone: 1, left: [], undos: ['undone: the queue is empty'] })
    expect(await recoverRun(host, DEAD, {})).toMatchObject({ kind: 'not-needed' })
  })

  describe('of which nothing shows that it was made here', () => {
    const args = { argv: ['migrate', 'a b'], cwd: '/', env: {}, envFrom: {}, inherit: [] }
    const command: EventBody = { type: 'intent', id: 1, what: 'migrate', undo: { kind: 'run-command', args } }
    /** Commands that were run. */
    const ran: (readonly string[])[] = []
    const recovering = async (options: { isTrusted?: boolean } = {}) => {
      ran.length = 0
      await spawnMarked(host, 'r/1')
      const run: Host['processes']['run'] = async (argv) => {
        ran.push(argv)
        return { exitCode: 0, signal: null, stdout: '', stderr: '', timedOut: false }
      }
      return recoverRun({ ...host, processes: { ...host.processes, run } }, DEAD, {}, options)
    }

    test('runs no command of it, ends what it started, and says what to do', async () => {
      await deadRun(host, [intent(0, 'r/1'), command], { isHere: false })
      const evidence = expect.stringContaining('nothing shows that this run was made on this machine')
      const remedy = expect.stringMatching(/migrate 'a b'.*firedrill recover <run> --trusted/)
      expect(await recovering()).toMatchObject({ undone: 1, left: [{ what: 'migrate', evidence, remedy }] })
      expect(ran).toEqual([])
      expect(host.processes.list()).toEqual([])
    })

    test.each([
      ['another boot', { machine: 'here', boot: 'boot-0', pids: null }],
      ['no boot', { machine: 'here', boot: null, pids: null }],
    ])('so it is of %s', async (_, where) => {
      await deadRun(host, [command], { isHere: false })
      const owner = { by: 'run', process: { pid: 4711, startTime: 'gone' }, where }
      await host.files.writeAtomic(`${DEAD}/epoch.0`, JSON.stringify(owner))
      expect(await recovering()).toMatchObject({ left: [{ what: 'migrate' }] })
      expect(ran).toEqual([])
    })

    test('runs them where a person says that the record is theirs, and where it was made here', async () => {
      await deadRun(host, [command], { isHere: false })
      expect(await recovering({ isTrusted: true })).toMatchObject({ undone: 1, left: [] })
      expect(ran).toEqual([['migrate', 'a b']])
      await deadRun(host, [command])
      expect(await recovering()).toMatchObject({ undone: 1, left: [] })
      expect(ran).toEqual([['migrate', 'a b']])
    })
  })

  describe('that runs elsewhere', () => {
    const THERE = { machine: 'there', boot: 'boot-2', pids: 'pid:[2]' }
    const elsewhere = async (where: Place, bodies: EventBody[] = []) => {
      await deadRun(host, [intent(0, 'r/1'), ...bodies])
      const owner = { by: 'run', process: { pid: 4711, startTime: 'there' }, where }
      await host.files.writeAtomic(`${DEAD}/epoch.0`, JSON.stringify(owner))
    }

    test('may live: nothing is done, and where it runs is said', async () => {
      await elsewhere(THERE)
      const before = await host.files.read(`${DEAD}/journal.ndjson`)
      const found = { kind: 'elsewhere', pid: 4711, where: 'on the machine there (pid:[2])' }
      expect(await recoverRun(host, DEAD, {})).toEqual(found)
      await elsewhere(THERE, [ended('dirty')])
      expect(await recoverRun(host, DEAD, {})).toEqual(found)
      await elsewhere(THERE)
      expect(await host.files.read(`${DEAD}/journal.ndjson`)).toBe(before)
    })

    test('is undone where a person says that it is gone, and where this machine was booted anew', async () => {
      await elsewhere(THERE)
      expect(await recoverRun(host, DEAD, {}, { isGone: true })).toMatchObject({ kind: 'undone', left: [] })
      await host.files.remove(DEAD)
      await elsewhere({ ...FAKE_PLACE, boot: 'boot-0' })
      expect(await recoverRun(host, DEAD, {})).toMatchObject({ kind: 'undone', left: [] })
    })
  })

  test('whose newest epoch says nothing is left to the owner of the one before, and to the lock’s', async () => {
    const { identity } = await spawnMarked(host, 'x/1', 'harness')
    await deadRun(host, [intent(0, 'r/1')], { owner: identity })
    await host.files.writeAtomic(`${DEAD}/epoch.1`, '')
    expect(await recoverRun(host, DEAD, {})).toEqual({ kind: 'running', by: 'run', pid: identity.pid })
    await host.files.writeAtomic(`${DEAD}/epoch.0`, '{')
    await acquireLock(host, stateDir(host), 'load', { ...identity, run: 'run-1', directory: DEAD })
    expect(await recoverRun(host, DEAD, {})).toEqual({ kind: 'running', by: 'run', pid: identity.pid })
  })

  test('that does not exist is refused', async () => {
    await expect(recoverRun(host, DEAD, {})).rejects.toMatchObject({ code: 'run-not-found' })
  })
})

const HERE = { root: '/tmp', reportsDir: '/tmp/reports' }

describe('runs that were not cleaned up', () => {
  const record = (name: string, ...bodies: EventBody[]) =>
    deadRun(host, bodies, { directory: `/tmp/reports/${name}` })

  test('are those that are open or dirty, the oldest first', async () => {
    await record('20260103-b', intent(0, 'r/1'))
    await record('20260102-a', intent(0, 'r/1'), ended('dirty'))
    await record('20260104-c', intent(0, 'r/1'), ended('clean'))
    await record('20260105-d', ended('dirty'), ended('clean'))
    await host.files.link('20260103-b', '/tmp/reports/latest')
    expect(await unfinishedRuns(host, HERE)).toEqual({
      own: ['/tmp/reports/20260102-a', '/tmp/reports/20260103-b'],
      others: [],
      lost: [],
    })
  })

  test('what is no record, or ended before its journal began, does not count', async () => {
    await host.files.makeDir('/tmp/reports/notes')
    await record('20260102-a', intent(0, 'r/1'))
    for (const [name, text] of [
      ['no-journal', null],
      ['empty', ''],
      ['cut', '{"seq":0,'],
    ] as const) {
      await record(name)
      await host.files.remove(`/tmp/reports/${name}/journal.ndjson`)
      if (text !== null) await host.files.writeAtomic(`/tmp/reports/${name}/journal.ndjson`, text)
    }
    expect((await unfinishedRuns(host, HERE)).own).toEqual(['/tmp/reports/20260102-a'])
  })

  test('are none where there is no reports directory', async () => {
    const nowhere = { root: '/tmp', reportsDir: '/tmp/nowhere' }
    expect(await unfinishedRuns(host, nowhere)).toEqual({ own: [], others: [], lost: [] })
  })

  describe('of another project', () => {
    const OUT = '/out/20260101-o'
    const locking = (pid: number) => {
      const owner = { pid, startTime: 'gone', run: '20260101-o', directory: OUT }
      return acquireLock(host, stateDir(host), 'load', owner)
    }

    test('are told of beside those of the project', async () => {
      await record('20260102-a', intent(0, 'r/1'))
      await deadRun(host, [intent(0, 'r/1')], { directory: OUT, root: '/other' })
      await host.files.makeDir('/other')
      await locking(4711)
      expect(await unfinishedRuns(host, HERE)).toEqual({
        own: ['/tmp/reports/20260102-a'],
        others: [{ directory: OUT, whose: { kind: 'other', root: '/other' } }],
        lost: [],
      })
      expect((await unfinishedRuns(host, { root: '/other', reportsDir: '/other/reports' })).own).toEqual([
        OUT,
      ])
    })

    test('are no matter while their process lives', async () => {
      const { identity } = await spawnMarked(host, 'x/1', 'harness')
      await deadRun(host, [intent(0, 'r/1')], { directory: OUT, root: '/other', owner: identity })
      await locking(identity.pid)
      expect(await unfinishedRuns(host, HERE)).toEqual({ own: [], others: [], lost: [] })
    })
  })
})
