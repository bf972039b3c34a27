import { beforeEach, expect, test } from 'vitest'
import { type FakeHost, fakeHost } from '../../src/host/fake/host.ts'
import { acquireLock } from '../../src/host/lock.ts'
import { stateDir } from '../../src/host/state-dir.ts'
import { endLost, lostRuns } from '../../src/run/lost-runs.ts'
import { deadRun, intent, spawnMarked } from './dead-run.ts'

const GONE = { pid: 4711, startTime: 'gone' }
let host: FakeHost

beforeEach(() => {
  host = fakeHost({ programs: { server: {}, harness: {} } })
})

const locking = (run: string, process = GONE) =>
  acquireLock(host, stateDir(host), `target of ${run}`, { ...process, run, directory: `/out/${run}` })
const locks = () => host.files.list(stateDir(host))

test('a lock whose owner and whose record are gone tells of one, each once', async () => {
  await locking('r-1')
  await acquireLock(host, stateDir(host), 'load', { ...GONE, run: 'r-1', directory: '/out/r-1' })
  await locking('r-2')
  await deadRun(host, [intent(0, 'r-2/1')], { directory: '/out/r-2' })
  const { identity } = await spawnMarked(host, 'r-3/0', 'harness')
  await locking('r-3', identity)
  expect(await lostRuns(host)).toEqual([{ run: 'r-1', directory: '/out/r-1' }])
})

test('one whose owner runs elsewhere has its record there', async () => {
  const where = { machine: 'there', boot: 'boot-2', pids: null }
  const owner = { ...GONE, run: 'r-1', directory: '/out/r-1', where }
  await acquireLock(host, stateDir(host), 'load', owner)
  expect(await lostRuns(host)).toEqual([])
})

test('what carries its mark is ended, its temporary directory removed, and its lock released', async () => {
  await locking('r-1')
  await locking('r-2')
  await spawnMarked(host, 'r-1/4')
  await spawnMarked(host, 'r-2/4')
  await host.files.makeDir('/tmp/firedrill-r-1/x')
  const outcomes = await endLost(host, { run: 'r-1', directory: '/out/r-1' })
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['undone', 'undone', 'undone'])
  expect(host.processes.list()).toHaveLength(1)
  expect(await host.files.exists('/tmp/firedrill-r-1')).toBe(false)
  expect(await locks()).toEqual([expect.stringContaining('r-2')])
})

test('while something is left, its lock stays, and tells of it again', async () => {
  await locking('r-1')
  const remove: typeof host.files.remove = async (path) => {
    if (path.startsWith('/tmp/')) throw new Error('EACCES')
    return host.files.remove(path)
  }
  await host.files.makeDir('/tmp/firedrill-r-1')
  const stubborn = { ...host, files: { ...host.files, remove } }
  const outcomes = await endLost(stubborn, { run: 'r-1', directory: '/out/r-1' })
  expect(outcomes.map(({ healed }) => healed)).toEqual([true, false])
  expect(await lostRuns(host)).toHaveLength(1)
})
