import { describe, expect, test } from 'vitest'
import { CONFIGURATION_FORMAT, DRILL_FORMAT } from '../../src/journal/stored-drill.ts'
import { claimEpoch, FIRST_EPOCH, newestEpoch } from '../../src/run/epoch.ts'
import { unfinishedRuns } from '../../src/run/recover.ts'
import { openRoom } from '../../src/run/room.ts'
import { ENDPOINT, rigWith } from '../target/compose/rig.ts'
import { onRun } from './on-run.ts'

describe('what every run has before anything is started', () => {
  test('a record with the drill and the configuration as they are, a journal on disk, and the first epoch', async () => {
    const { options, host } = await onRun()
    const room = await openRoom(options)
    const read = async (name: string): Promise<unknown> =>
      JSON.parse(await host.files.read(`${room.directory}/${name}`))
    expect(await read('drill.json')).toEqual({ format: DRILL_FORMAT, ...options.plan.drill })
    expect(await read('configuration.json')).toEqual({ format: CONFIGURATION_FORMAT, target: 'fake' })
    expect(await host.files.exists(room.logsDir)).toBe(true)
    expect(await newestEpoch(host, room.directory)).toBe(0)
    const lines = (await host.files.read(`${room.directory}/journal.ndjson`)).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        seq: 0,
        atMs: 0,
        type: 'run-started',
        format: 1,
        run: room.run,
        drill: 'sample',
        seed: 7,
        zeroMonoMs: 1000,
        zeroWallMs: 1_700_000_000_000,
        pid: process.pid,
        target: { name: 'fake' },
      },
      {
        type: 'planned',
        phases: [
          { name: 'baseline', plannedMs: 5000 },
          { name: 'lost', plannedMs: 2000 },
        ],
      },
    ])
  })

  test('a watchdog, which is started last', async () => {
    const { options, base } = await onRun()
    const room = await openRoom(options)
    expect(base.processes.list().map(({ argv }) => argv.at(-1))).toEqual([room.directory])
  })

  test('no watchdog, no run: nothing is begun, and the record says that there is nothing to recover', async () => {
    const { options, host, said } = await onRun()
    const spawnDetached = () => Promise.reject(new Error('no more processes'))
    const poor = { ...host, processes: { ...host.processes, spawnDetached } }
    await expect(openRoom({ ...options, host: poor })).rejects.toThrow('no more processes')
    expect(said('run-ended')).toMatchObject([{ run: 'errored', reason: 'no more processes' }])
    expect(said('cleanup-ended')).toMatchObject([{ cleanup: 'clean' }])
    const project = { root: options.root, reportsDir: options.reportsDir }
    expect((await unfinishedRuns(host, project)).own).toEqual([])
  })

  test('a host by which nothing can be changed without an intent', async () => {
    const { options } = await onRun()
    const { host, changes, stateDir } = await openRoom(options)
    await expect(host.files.makeDir('/app/other')).rejects.toMatchObject({ code: 'unjournaled-change' })
    const undo = { kind: 'nothing', args: {} }
    await changes.change({ what: 'make another', undo }, () => host.files.makeDir('/app/other'))
    await host.files.makeDir(stateDir)
  })

  test('a name that sorts by time and says which drill it was; no two are the same', async () => {
    const { options } = await onRun()
    const names = await Promise.all(Array.from({ length: 5 }, async () => (await openRoom(options)).run))
    for (const name of names) expect(name).toMatch(/^20231114-221320-sample-[0-9a-f]{4}$/)
    expect(new Set(names).size).toBe(5)
  })

  test('marks for what is started, each once', async () => {
    const { options } = await onRun()
    const { nextMark, run } = await openRoom(options)
    expect([nextMark(), nextMark(), nextMark()]).toEqual([`${run}/1`, `${run}/2`, `${run}/3`])
  })

  test('a way to change things that is closed once the run is taken over', async () => {
    const { options, host } = await onRun()
    const { changes, assertMayAct, directory } = await openRoom(options)
    const change = () =>
      changes.change({ what: 'x', undo: { kind: 'nothing', args: { because: '' } } }, async () => 'acted')
    await expect(assertMayAct()).resolves.toBeUndefined()
    expect(await change()).toBe('acted')
    await claimEpoch(host, directory, 'watchdog', 0)
    await expect(assertMayAct()).rejects.toMatchObject({ code: 'superseded' })
    await expect(change()).rejects.toMatchObject({ code: 'superseded' })
  })
})

describe('a reports directory that cannot be written', () => {
  test('is said, with what to do; nothing is started', async () => {
    const { options, host, base } = await onRun()
    const makeDir = () => Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }))
    const closed = { ...host, files: { ...host.files, makeDir } }
    await expect(openRoom({ ...options, host: closed })).rejects.toMatchObject({
      code: 'reports-unwritable',
      message: expect.stringContaining('/app/reports'),
      hint: expect.stringContaining('--out'),
    })
    expect(base.processes.list()).toEqual([])
  })
})

test('what this process did itself it undoes also once another has taken the run over', async () => {
  const { options } = await onRun()
  const { host: machine, ids, runtime } = await rigWith()
  const host = { ...options.host, engines: machine.engines }
  const room = await openRoom({ ...options, host })
  const id = ids['web-1'] ?? ''
  const undo = { kind: 'start-container', args: { endpoint: ENDPOINT, id, labels: {}, readyMs: 1000 } }
  const killing = room.changes.change({ what: 'kill web-1', undo }, async () => {
    await claimEpoch(host, room.directory, 'watchdog', FIRST_EPOCH)
    await runtime.engine.signal(id, 'SIGKILL')
  })
  await expect(killing).rejects.toMatchObject({ code: 'superseded' })
  expect((await runtime.engine.container(id))?.state).toBe('running')
})
