import { describe, expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import { acquireLock } from '../../src/host/lock.ts'
import { stateDir } from '../../src/host/state-dir.ts'
import type { EventBody } from '../../src/journal/events.ts'
import { refuseUncleaned } from '../../src/run/earlier-runs.ts'
import { deadRun, intent, spawnMarked } from './dead-run.ts'

const REPORTS = '/tmp/reports'
const ended = (cleanup: 'clean' | 'dirty'): EventBody => ({
  type: 'cleanup-ended',
  cleanup,
  left: [],
  by: 'run',
  tookMs: 1,
})

function onHost() {
  const host = fakeHost({ programs: { harness: {}, watchdog: {} } })
  const said: string[] = []
  /** Of the target that `deadRun` was on. */
  const refused = (
    more: { target?: string; environment?: string | null; root?: string; shared?: string } = {},
  ) => {
    const { shared = null, ...others } = more
    const on = { root: '/app', reportsDir: REPORTS, target: 'shop', environment: null, ...others }
    return refuseUncleaned(host, { ...on, shared: async () => shared }, (text) => said.push(text)).then(
      () => null,
      (error: unknown) => error,
    )
  }
  return { host, said, refused }
}

describe('goes on', () => {
  test('where there is no run yet, and where each was cleaned up', async () => {
    const { host, refused, said } = onHost()
    expect(await refused()).toBeNull()
    await deadRun(host, [intent(0, 'run-1/1'), ended('dirty'), ended('clean')])
    await host.files.writeAtomic(`${REPORTS}/run-1.batch.json`, '{}')
    await host.files.link('run-1', `${REPORTS}/latest`)
    expect(await refused()).toBeNull()
    expect(said).toEqual([])
  })

  test('where a run on another target, or in another environment, left something', async () => {
    const { host, refused } = onHost()
    await deadRun(host, [intent(0, 'run-1/1'), ended('dirty')])
    expect(await refused()).not.toBeNull()
    expect(await refused({ target: 'compose' })).toBeNull()
    expect(await refused({ environment: 'staging' })).toBeNull()
  })

  test('where a run died before it began anything, and once all of it is undone', async () => {
    const { host, refused, said } = onHost()
    await deadRun(host, [])
    expect(await refused()).toBeNull()
    const undone = { type: 'undone', id: 0, by: 'watchdog', healed: true, outcome: 'undone' } as const
    await deadRun(host, [intent(0, 'run-1/1'), { ...undone, evidence: 'it is gone', remedy: null }])
    expect(await refused()).toBeNull()
    expect(said).toEqual([])
  })

  test('where a run is under way: that holds the locks', async () => {
    const { host, refused, said } = onHost()
    const { identity } = await spawnMarked(host, 'run-1/0', 'harness')
    await deadRun(host, [intent(0, 'run-1/1')], { owner: identity })
    expect(await refused()).toBeNull()
    expect(said).toEqual([])
  })

  test('where what was left is only what a sabotage pretended to leave', async () => {
    const { host, refused } = onHost()
    const undo = { kind: 'pretended', args: { of: { kind: 'end-processes', args: { mark: 'x' } } } }
    await deadRun(host, [{ type: 'intent', id: 0, what: 'pause web-1', undo }, ended('dirty')])
    expect(await refused()).toBeNull()
  })

  test('where a run of another project left something, on a target of the same name', async () => {
    const { host, refused } = onHost()
    await host.files.makeDir('/other')
    await deadRun(host, [intent(0, 'run-1/1'), ended('dirty')], { root: '/other' })
    expect(await refused({ shared: '127.0.0.1:8080' })).toBeNull()
    expect(await refused({ root: '/other' })).not.toBeNull()
  })

  test('where the record cannot be read: nothing shows that anything was started', async () => {
    const { host, refused } = onHost()
    await host.files.makeDir(`${REPORTS}/odd`)
    await host.files.writeAtomic(`${REPORTS}/odd/journal.ndjson`, 'not a journal\n')
    expect(await refused()).toBeNull()
  })
})

describe('is refused', () => {
  test('where a run left something, with the command that undoes it', async () => {
    const { host, refused, said } = onHost()
    const directory = await deadRun(host, [intent(0, 'run-1/1'), ended('dirty')])
    expect(await refused()).toMatchObject({
      code: 'not-cleaned-up',
      exitCode: 77,
      message: `An earlier run on this target left something behind: ${directory}.`,
      hint: expect.stringContaining(`firedrill recover ${directory}`),
    })
    expect(said).toEqual([])
  })

  test('where a run of another project holds what is shared, with the directory to recover it in', async () => {
    const { host, refused } = onHost()
    await host.files.makeDir('/other')
    const directory = await deadRun(host, [intent(0, 'run-1/1'), ended('dirty')], { root: '/other' })
    const owner = { pid: 4711, startTime: 'gone', run: 'run-1', directory }
    await acquireLock(host, stateDir(host), '127.0.0.1:8080', owner)
    expect(await refused({ shared: '127.0.0.1:8080', target: 'named-otherwise' })).toMatchObject({
      code: 'not-cleaned-up',
      message: expect.stringContaining('of another project'),
      hint: expect.stringContaining(`\`firedrill recover ${directory}\` in /other`),
    })
    expect(await refused({ shared: '127.0.0.1:9090' })).toBeNull()
  })

  test('where a run may be under way on another machine, without waiting for it', async () => {
    const { host, refused, said } = onHost()
    const directory = await deadRun(host, [intent(0, 'run-1/1')])
    const where = { machine: 'there', boot: 'boot-2', pids: null }
    const owner = { by: 'run', process: { pid: 7, startTime: 'there' }, where }
    await host.files.writeAtomic(`${directory}/epoch.0`, JSON.stringify(owner))
    expect(await refused()).toMatchObject({
      code: 'not-cleaned-up',
      message: expect.stringContaining('as far as is known: on the machine there'),
    })
    expect(said).toEqual([])
  })

  test('where a run was never ended and nobody undoes it, after a moment', async () => {
    const { host, refused, said } = onHost()
    await deadRun(host, [intent(0, 'run-1/1')], { cut: '{"seq":9,"type":"cleanup-en' })
    const startMs = host.clock.monoMs()
    expect(await refused()).toMatchObject({ message: expect.stringContaining('was not ended') })
    expect(host.clock.monoMs() - startMs).toBeLessThan(10_000)
    expect(said).toEqual(['run-1 is not cleaned up yet: waiting for its watchdog'])
  })
})

describe('a watchdog that is still at it is waited for', () => {
  async function undoing() {
    const rig = onHost()
    const { identity } = await spawnMarked(rig.host, 'run-1/0', 'watchdog')
    const directory = await deadRun(rig.host, [intent(0, 'run-1/1')])
    const owner = JSON.stringify({ by: 'watchdog', process: identity })
    await rig.host.files.writeAtomic(`${directory}/epoch.1`, owner)
    const end = async (cleanup: 'clean' | 'dirty') => {
      const path = `${directory}/journal.ndjson`
      const line = JSON.stringify({ seq: 9, atMs: 1, ...ended(cleanup) })
      await rig.host.files.writeAtomic(path, `${await rig.host.files.read(path)}${line}\n`)
    }
    return { ...rig, end }
  }

  test.each([
    ['clean', null],
    ['dirty', expect.objectContaining({ code: 'not-cleaned-up' })],
  ] as const)('until it is %s', async (cleanup, outcome) => {
    const { host, refused, said, end } = await undoing()
    void host.clock.sleep(8000).then(() => end(cleanup))
    expect(await refused()).toEqual(outcome)
    expect(said).toHaveLength(1)
  })

  test('but not for ever', async () => {
    const { refused } = await undoing()
    expect(await refused()).toMatchObject({ message: expect.stringContaining('is still being undone') })
  })
})
