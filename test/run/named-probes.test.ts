import { expect, test } from 'vitest'
import type { NamedProbe } from '../../src/probe/named.ts'
import { watchNamedProbes } from '../../src/run/named-probes.ts'
import { openRoom } from '../../src/run/room.ts'
import { onRun } from './on-run.ts'
import { onStage } from './on-stage.ts'

const every = { intervalMs: 1000, timeoutMs: 500 }
const READY: NamedProbe = { kind: 'http', url: '{edge}/ready', expectStatus: 200, ...every }
const JOBS: NamedProbe = { kind: 'command', argv: ['count-jobs'], cwd: '/', ...every, intervalMs: 400 }

async function watched(namedProbes: Record<string, NamedProbe>) {
  const programs = { 'count-jobs': { exit: { afterMs: 10, code: 0 }, stdout: '12\n' }, hangs: {} }
  const rig = await onRun({ programs, with: { namedProbes } })
  const room = await openRoom(rig.options)
  const { target, fake } = await onStage()
  const host = { ...rig.host, net: fake.net }
  return { ...rig, fake, room, named: watchNamedProbes(room, { ...rig.options, host }, target) }
}

test('each is looked at at its own interval; the newest value of each is known, and all are journaled', async () => {
  const { named, said, base, fake } = await watched({ ready: READY, jobs: JOBS })
  await base.clock.sleep(1900)
  expect(Object.fromEntries(named.values)).toEqual({ ready: true, jobs: 12 })
  for (const name of ['web-1', 'web-2']) fake.unready(name)
  await base.clock.sleep(1000)
  expect(named.values.get('ready')).toBe(false)
  await named.stop()
  const seen = (name: string) => said('named-probe').filter((event) => event.name === name)
  expect(seen('ready').map(({ value }) => value)).toEqual([true, true, false])
  expect(seen('jobs').length).toBeGreaterThanOrEqual(7)
  expect(seen('jobs')[0]).toMatchObject({ value: 12, error: null, tookMs: 10 })
})

test('what could not be seen is no value, with why', async () => {
  const { named, said, base } = await watched({ ready: { ...READY, url: '{nothing}/ready' } })
  await base.clock.sleep(500)
  await named.stop()
  expect(named.values.get('ready')).toBeNull()
  expect(said('named-probe')[0]).toMatchObject({ value: null, error: expect.stringContaining('{nothing}') })
})

test('after it is stopped nothing is looked at any more', async () => {
  const { named, said, base } = await watched({ jobs: JOBS })
  await base.clock.sleep(500)
  await named.stop()
  const before = said('named-probe').length
  await base.clock.sleep(5000)
  expect(said('named-probe')).toHaveLength(before)
})

test('a command carries the run’s mark, ends when it is stopped, and tells nothing then', async () => {
  const { named, said, base, room } = await watched({ hung: { ...JOBS, argv: ['hangs'], timeoutMs: 60_000 } })
  await base.clock.sleep(500)
  expect(await base.processes.marked(`${room.run}/`)).toHaveLength(1)
  const beforeMs = base.clock.monoMs()
  await named.stop()
  expect(base.clock.monoMs() - beforeMs).toBeLessThan(2000)
  expect(await base.processes.marked(`${room.run}/`)).toEqual([])
  expect(said('named-probe')).toEqual([])
})

test('without any there is nothing to stop', async () => {
  const { named } = await watched({})
  await named.stop()
  expect(named.values.size).toBe(0)
})
