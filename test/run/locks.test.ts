import { beforeEach, expect, test } from 'vitest'
import { acquireLock } from '../../src/host/lock.ts'
import type { EventBody } from '../../src/journal/events.ts'
import { cleanUp } from '../../src/run/clean-up.ts'
import { holdLocks } from '../../src/run/locks.ts'
import { openRoom, type Room } from '../../src/run/room.ts'
import type { RunOptions } from '../../src/run/run-options.ts'
import { deadRun, intent, spawnMarked } from './dead-run.ts'
import { onRun, type RunRig } from './on-run.ts'

const LOCKS = '/root/.local/state/firedrill'
let rig: RunRig
let room: Room

beforeEach(async () => {
  rig = await onRun({ programs: { other: {} } })
  room = await openRoom(rig.options)
})

const held = async (): Promise<string[]> =>
  (await rig.host.files.exists(LOCKS)) ? rig.host.files.list(LOCKS) : []
const on = (lockIdentity: string | null): RunOptions => ({
  ...rig.options,
  target: { ...rig.fake, lockIdentity },
})

async function anotherHolds(identity: string): Promise<number> {
  const { identity: process } = await spawnMarked(rig.host, 'other/1', 'other')
  await acquireLock(rig.host, LOCKS, identity, { ...process, run: 'other', directory: '/app/reports/other' })
  return process.pid
}

test('a target that shares nothing leaves only the load of the machine to be held', async () => {
  await holdLocks(room, on(null))
  expect(await held()).toEqual([expect.stringMatching(/^load-of-this-machine/)])
})

test('a target that is shared is held too, and first', async () => {
  await holdLocks(room, on('127.0.0.1:8080'))
  expect(rig.said('intent').map(({ what }) => what)).toEqual([
    'lock the 127.0.0.1:8080',
    'lock the load of this machine',
  ])
  expect(await held()).toHaveLength(2)
})

test('both are released with the run, by the journal alone', async () => {
  await holdLocks(room, on('127.0.0.1:8080'))
  const left = await cleanUp(rig.host, room.journal, room.changes.pending(), { by: 'run', hurry: false })
  expect(left).toEqual([])
  expect(await held()).toEqual([])
})

test('the lock of a killed run stays beside it until that one is cleaned up, or its lost record was looked into', async () => {
  const killed = { pid: 4711, startTime: 'gone', run: 'killed', directory: '/out/killed' }
  await acquireLock(rig.host, LOCKS, 'load of this machine', killed)
  await holdLocks(room, on(null))
  expect(await held()).toHaveLength(2)
  await deadRun(rig.host, [intent(0, 'killed/1')], { directory: '/out/killed' })
  await cleanUp(rig.host, room.journal, room.changes.pending(), { by: 'run', hurry: false })
  expect(await held()).toHaveLength(1)
  await holdLocks(room, on(null))
  expect(await held()).toHaveLength(2)
  const clean: EventBody = {
    type: 'cleanup-ended',
    cleanup: 'clean',
    left: [],
    by: 'watchdog',
    tookMs: 1,
  }
  await deadRun(rig.host, [intent(0, 'killed/1'), clean], { directory: '/out/killed' })
  await cleanUp(rig.host, room.journal, room.changes.pending(), { by: 'run', hurry: false })
  await holdLocks(room, on(null))
  expect(await held()).toHaveLength(1)
})

test('who holds it, and where, stands in it', async () => {
  await holdLocks(room, on(null))
  const [name = ''] = await held()
  expect(JSON.parse(await rig.host.files.read(`${LOCKS}/${name}`))).toMatchObject({
    pid: process.pid,
    run: room.run,
    directory: room.directory,
    user: 'ada',
    machine: 'here',
  })
})

test('where another run holds one, its name, pid, user, machine and record are said', async () => {
  const { identity: process } = await spawnMarked(rig.host, 'other/1', 'other')
  const owner = {
    ...process,
    run: 'other',
    directory: '/app/reports/other',
    user: 'bob',
    machine: 'buildbox',
  }
  await acquireLock(rig.host, LOCKS, '127.0.0.1:8080', owner)
  await expect(holdLocks(room, on('127.0.0.1:8080'))).rejects.toMatchObject({
    code: 'target-busy',
    exitCode: 75,
    message: `The run other (pid ${process.pid} of bob on buildbox) holds the 127.0.0.1:8080.`,
    hint: expect.stringContaining('/app/reports/other'),
  })
})

test('a lock of an older firedrill says what it can', async () => {
  const pid = await anotherHolds('127.0.0.1:8080')
  await expect(holdLocks(room, on('127.0.0.1:8080'))).rejects.toMatchObject({
    code: 'target-busy',
    message: `The run other (pid ${pid}) holds the 127.0.0.1:8080.`,
    hint: expect.stringContaining('/app/reports/other'),
  })
})

test('the lock of another run outlives the clean-up of the one that did not get it', async () => {
  await anotherHolds('load of this machine')
  await holdLocks(room, on('127.0.0.1:8080')).catch(() => undefined)
  expect(await held()).toHaveLength(2)
  await cleanUp(rig.host, room.journal, room.changes.pending(), { by: 'run', hurry: false })
  expect(await held()).toEqual([expect.stringMatching(/^load-of-this-machine/)])
})
