import { expect, it } from 'vitest'
import { fakeHost } from '../../../../src/host/fake/host.ts'
import { checkExisting, examineExisting } from '../../../../src/target/compose/existing/check.ts'
import { optionsWith, staging } from './rig.ts'

const release = { image: 'shop:{version}', current: '1', next: '2' }

it('finds nothing against a project that is up', async () => {
  const { host } = await staging()
  expect(await checkExisting(optionsWith({ drainTime: '30s' }), host)).toEqual([])
})

it('refuses every way of a deploy but the own command', async () => {
  const { host } = await staging()
  const own = optionsWith({ release, deploy: { run: './ship', rollback: './ship' } })
  expect(await checkExisting(own, host)).toEqual([])
  const rolling = optionsWith({ release, deploy: { strategy: 'rolling' } })
  expect(await checkExisting(rolling, host)).toMatchObject([
    {
      code: 'plan-refused',
      reason: expect.stringContaining('The strategy rolling would bring up containers'),
    },
  ])
})

it('refuses a stop limit that is not above the drain time', async () => {
  const { host } = await staging({ 'web-1': { stopGraceMs: 10_000 } })
  expect(await checkExisting(optionsWith({ drainTime: '30s' }), host)).toMatchObject([
    { reason: expect.stringContaining('The stop limit of web-1') },
  ])
})

it('says so where no engine answers', async () => {
  expect(await checkExisting(optionsWith(), fakeHost())).toMatchObject([
    { code: 'engine-unreachable', reason: expect.stringContaining('tcp://10.0.0.5:2375') },
  ])
})

it('tells doctor what was read, and what stands against it', async () => {
  const { host, engine, ids } = await staging()
  expect((await examineExisting(optionsWith(), host)).map(({ good }) => good)).toEqual([
    true,
    true,
    true,
    true,
    // Of what a keeper would be made, the engine being elsewhere.
    true,
  ])
  await engine.signal(ids.db ?? '', 'SIGKILL')
  expect((await examineExisting(optionsWith(), host)).at(-1)).toMatchObject({
    good: false,
    what: expect.stringContaining('db of the project shop is exited'),
  })
  expect(await examineExisting(optionsWith(), fakeHost())).toMatchObject([{ good: false }])
})
