import { expect, it } from 'vitest'
import { migrationCommand, migrationsOf } from '../../../src/target/compose/migrations.ts'
import type { Surroundings } from '../../../src/target/compose/surroundings.ts'
import { outputDigest } from '../../../src/undo/run-command.ts'
import { open, rigWith } from './rig.ts'
import { RELEASE, surroundings } from './settings.ts'

const NEXT = { version: '2', digest: null, where: 'shop:2' }
const MIGRATIONS = { status: 'look {version}', up: 'move up {release}', down: 'move down {version}' }
const FOUND: Surroundings['found'] = { edge: 'http://10.0.0.5', addresses: new Map() }

async function migrating(migrations: object, found?: Surroundings['found']) {
  const exit = { afterMs: 10, code: 0 }
  const programs = { look: { exit, stdout: 'two pending' }, move: { exit } }
  const written = { release: RELEASE, migrations }
  const { around, runtime, intents } = await rigWith({ written, host: { programs } })
  return { migrations: migrationsOf({ ...around, ...(found ? { found } : {}) }, runtime)!, intents }
}
const moves = (intents: { what: string }[]) => intents.filter(({ what }) => what.includes('schema'))

it('is nothing to take back in a project of the run’s own', async () => {
  const { migrations, intents } = await migrating(MIGRATIONS)
  await migrations.move(NEXT, 'up', open)
  expect(moves(intents)).toMatchObject([{ undo: { kind: 'nothing' } }])
})

it('is taken back by the command for it in a project that was there before', async () => {
  const { migrations, intents } = await migrating(MIGRATIONS, FOUND)
  await migrations.move(NEXT, 'up', open)
  await migrations.move(NEXT, 'down', open)
  const look = { look: ['look', '2'], before: outputDigest('two pending'), byHand: false }
  expect(moves(intents)).toMatchObject([
    {
      undo: {
        kind: 'run-command',
        args: { argv: ['move', 'down', '2'], env: { TAG: '2', COMPOSE_PROJECT_NAME: 'shop' }, ...look },
      },
    },
    { undo: { kind: 'run-command', args: { argv: ['move', 'up', 'shop:2'], ...look } } },
  ])
})

it('is not moved there where nothing is configured that moves it back', async () => {
  const { down: _down, ...onward } = MIGRATIONS
  const { migrations, intents } = await migrating(onward, FOUND)
  await expect(migrations.move(NEXT, 'up', open)).rejects.toMatchObject({
    code: 'capability-missing',
    message: expect.stringContaining('migrations.down'),
  })
  expect(moves(intents)).toEqual([])
})

it('is moved by the good release of a bad one, and only in ways that are configured', () => {
  const around = surroundings({ release: RELEASE, migrations: MIGRATIONS })
  expect(migrationCommand(around, around.options.migrations!, 'up', { version: '2+slow' }).argv).toEqual([
    'move',
    'up',
    'shop:2',
  ])
})
