import { expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { checkGate } from '../../src/rollout/gate.ts'
import type { FakeMigration } from '../../src/target/fake.ts'
import { onFake, type RolloutRigOptions } from './on-fake.ts'

const EXPAND: FakeMigration = { name: '0004_note', since: '1.1.0', destructive: false, applied: false }
const DROP: FakeMigration = { name: '0005_drop_note', since: '1.1.0', destructive: true, applied: false }

async function gate(options: RolloutRigOptions, broken: Parameters<typeof Object.assign>[1] = {}) {
  const rig = await onFake(options)
  const { target, deploy, from, to } = rig.context
  return { rig, found: await checkGate({ target, deploy, from, to, ...broken }) }
}

test('lets a good release through, and changes nothing', async () => {
  const { rig, found } = await gate({ migrations: [{ ...EXPAND, applied: true }] })
  expect(found).toEqual([])
  expect(rig.changed).toEqual([])
})

test('passes on what the artifact and the configuration lack', async () => {
  const finding = { code: 'config-incomplete', reason: 'MAIL_URL is missing.', hint: 'Set it.' } as const
  expect((await gate({ findings: () => [finding] })).found).toEqual([finding])
  const ofNew = await gate({ findings: ({ version }) => (version === '1.1.0' ? [finding] : []) })
  expect(ofNew.found).toEqual([finding])
})

test('names pending migrations, and what to do', async () => {
  const { found } = await gate({ migrations: [EXPAND] })
  expect(found).toMatchObject([
    { code: 'migration-pending', reason: '1.1.0 needs 0004_note, which the database lacks.' },
  ])
  expect(found[0]?.hint).toContain('Migrate first')
})

test('destructive ones are the graver reason', async () => {
  const { found } = await gate({ migrations: [EXPAND, DROP] })
  expect(found.map(({ code }) => code)).toEqual(['migration-destructive', 'migration-pending'])
  expect(found[0]?.reason).toContain('0005_drop_note')
  expect(found[0]?.reason).not.toContain('0004_note')
})

test('where it is not told whether they are destructive, they are pending', async () => {
  const { found } = await gate({ migrations: [{ ...DROP, destructive: null }] })
  expect(found.map(({ code }) => code)).toEqual(['migration-pending'])
})

test('asks nothing of a target without migrations', async () => {
  expect((await gate({ migrations: [EXPAND], without: ['migrations'] })).found).toEqual([])
})

test('a status command that fails is a reason by itself', async () => {
  const rig = await onFake()
  const migrations = {
    status: () => Promise.reject(new FiredrillError('command-failed', 'no database.', { hint: 'Start it.' })),
    move: () => Promise.reject(new Error('not asked')),
  }
  const { target, deploy, from, to } = rig.context
  const found = await checkGate({ target: { ...target, migrations }, deploy, from, to })
  expect(found).toMatchObject([{ code: 'command-failed', hint: 'Start it.' }])
})

test('what serves now must be found again, and be the same', async () => {
  const gone = await gate({ releases: ['1.1.0'] })
  expect(gone.found).toMatchObject([{ code: 'previous-missing', hint: expect.stringContaining('1.1.0') }])
  const changed = await gate({}, { from: { version: '1.0.0', digest: 'another', where: '' } })
  expect(changed.found).toMatchObject([
    { code: 'previous-missing', reason: expect.stringContaining('its digest was another') },
  ])
})

test('every instance must be ready by its own word', async () => {
  const rig = await onFake({ count: 3 })
  rig.fake.unready('web-2')
  rig.fake.crash('web-3')
  const { target, deploy, from, to } = rig.context
  expect(await checkGate({ target, deploy, from, to })).toMatchObject([
    { code: 'too-few-healthy', reason: 'web-2, web-3 of 3 instances are not ready.' },
  ])
})

test('all reasons are given', async () => {
  const finding = { code: 'digest-mismatch', reason: 'It was changed.', hint: 'Build it again.' } as const
  const { found } = await gate({ migrations: [EXPAND], releases: ['1.1.0'], findings: () => [finding] })
  expect(found.map(({ code }) => code)).toEqual(['digest-mismatch', 'previous-missing', 'migration-pending'])
})

test('an error that is no reason is an error', async () => {
  const rig = await onFake({ deploy: () => ({ find: () => Promise.reject(new Error('EIO')) }) })
  const { target, deploy, from, to } = rig.context
  await expect(checkGate({ target, deploy, from, to })).rejects.toThrow('EIO')
  const lost = () => Promise.reject(new FiredrillError('internal', 'the disk is gone.', { hint: '' }))
  const seeing = (await onFake()).context
  const unseen = { ...seeing, deploy: { ...seeing.deploy, find: lost } }
  await expect(checkGate(unseen)).rejects.toThrow('the disk is gone')
  const migrations = { status: lost, move: lost }
  await expect(checkGate({ ...seeing, target: { ...target, migrations } })).rejects.toThrow('is gone')
})
