import { describe, expect, test } from 'vitest'
import { FiredrillError } from '../../../src/errors.ts'
import type { Stage } from '../../../src/run/stage.ts'
import { runSteps } from '../../../src/run/steps/run-steps.ts'
import type { FakeMigration } from '../../../src/target/fake.ts'
import type { Migrations } from '../../../src/target/target.ts'
import { onStage } from '../on-stage.ts'
import { migrate, NEXT, together, version } from './shipping.ts'

const EXPAND: FakeMigration = { name: '0004_note', since: '1.1.0', destructive: false, applied: false }
const DROP: FakeMigration = { name: '0005_drop', since: '1.2.0', destructive: true, applied: false }
const RELEASES = ['1.0.0', '1.1.0', '1.2.0']

const onMigrate = (migrations = [EXPAND, DROP]) => onStage({ target: { migrations, releases: RELEASES } })

/** The same target, its migrations replaced. */
async function having(differing: Partial<Migrations>) {
  const rig = await onMigrate()
  const migrations = { ...rig.target.migrations!, ...differing }
  const stage: Stage = { ...rig.stage, target: { ...rig.target, migrations } }
  return { ...rig, take: () => runSteps([migrate()], { ...rig.context, stage }) }
}

test('moves the schema, and finds that nothing is pending any more', async () => {
  const { take, said } = await onMigrate()
  expect(await take(migrate())).toBe('done')
  expect(said('migrated')).toMatchObject([{ release: '1.1.0', direction: 'up', moved: ['0004_note'] }])
  expect(said('finding')).toMatchObject([{ what: 'no migration of 1.1.0 is pending', holds: true }])
})

test('refuses what takes something away, before anything is moved', async () => {
  const { take, said } = await onMigrate()
  expect(await take(migrate(version('1.2.0')))).toMatchObject({
    refused: 'migration-destructive',
    why: expect.stringContaining('0005_drop'),
  })
  expect(said('migrated')).toEqual([])
  expect(said('command')).not.toContainEqual(
    expect.objectContaining({ what: expect.stringContaining('migrate') }),
  )
})

test('down is what it is asked for', async () => {
  const { take, said } = await onMigrate([{ ...EXPAND, applied: true }])
  expect(await take(migrate(NEXT, 'down'))).toBe('done')
  expect(said('migrated')).toMatchObject([{ direction: 'down', moved: ['0004_note'] }])
  expect(said('finding')).toEqual([])
})

test('down is not kept back by what up would take away', async () => {
  const { take, said } = await onMigrate([
    { ...EXPAND, applied: true },
    { ...DROP, since: '1.1.0' },
  ])
  expect(await take(migrate(NEXT, 'down'))).toBe('done')
  expect(said('migrated')).toMatchObject([{ moved: ['0004_note'] }])
})

test('what is pending after it all the same is found', async () => {
  const { take, said } = await having({ move: async () => ({ moved: [] }) })
  expect(await take()).toBe('unmet')
  expect(said('finding')).toMatchObject([{ holds: false, evidence: ['its status shows 0004_note'] }])
})

test('a command that fails is a refusal', async () => {
  const failing = () =>
    Promise.reject(new FiredrillError('command-failed', 'it ended with 1.', { hint: 'Look.' }))
  const { take, said } = await having({ move: failing })
  expect(await take()).toEqual({ refused: 'command-failed', why: 'it ended with 1. Look.' })
  expect(said('migrated')).toEqual([])
})

test('any other error is one', async () => {
  const lost = new FiredrillError('internal', 'the database is gone.', { hint: '' })
  await expect((await having({ move: () => Promise.reject(lost) })).take()).rejects.toThrow('gone')
  const { take } = await having({ status: () => Promise.reject(new Error('EIO')) })
  await expect(take()).rejects.toThrow('EIO')
})

describe('two at once', () => {
  const once = 'each migration of 1.1.0 is moved once'

  test('do it once', async () => {
    const { take, said } = await onMigrate()
    expect(await take(together([migrate()], [migrate()]))).toBe('done')
    expect(said('migrated').map(({ moved }) => moved)).toEqual([['0004_note'], []])
    expect(said('finding').filter(({ what }) => what === once)).toMatchObject([
      { holds: true, evidence: ['it moved 0004_note', 'it moved nothing'] },
    ])
  })

  test('that both do it are found', async () => {
    const { take, said } = await having({ move: async () => ({ moved: ['0004_note'] }), status: nonePending })
    expect(await take()).toBe('done')
    expect(await take()).toBe('unmet')
    expect(said('finding').filter(({ what }) => what === once)).toMatchObject([{ holds: false }])
  })

  test('that do not say what they moved prove nothing', async () => {
    const { take, said } = await having({ move: async () => ({ moved: null }), status: nonePending })
    await take()
    expect(await take()).toBe('done')
    expect(said('finding').filter(({ what }) => what === once)).toMatchObject([{ holds: null }])
  })
})

const nonePending = async () => ({ applied: [], pending: [] })

test('another release’s migrations are no second time', async () => {
  const { take, said } = await onMigrate([EXPAND, { ...DROP, destructive: false }])
  expect(await take(migrate(), migrate(version('1.2.0')))).toBe('done')
  expect(said('finding').map(({ what }) => what)).toEqual([
    'no migration of 1.1.0 is pending',
    'no migration of 1.2.0 is pending',
  ])
})

test('up again after down is not twice', async () => {
  const { take, said } = await onMigrate()
  expect(await take(migrate(), migrate(NEXT, 'down'), migrate())).toBe('done')
  expect(said('finding').every(({ holds }) => holds)).toBe(true)
  expect(said('finding')).toHaveLength(2)
})

test('a target without migrations is refused', async () => {
  const { take } = await onStage({ target: { without: ['migrations'] } })
  await expect(take(migrate())).rejects.toMatchObject({ code: 'capability-missing' })
})
