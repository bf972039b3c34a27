import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { createMigrationUndo, outlivesRun } from '../../../src/target/process/migration-undo.ts'
import type { ProcessOptionsInput } from '../../../src/target/process/options.ts'
import { outputDigest } from '../../../src/undo/run-command.ts'
import { runtimeOn, SECRET, surroundings } from './settings.ts'

const NEXT = { version: '1.1.0', digest: null, where: '/app/releases/1.1.0' }

const release = { path: 'releases/{version}', current: '1.0.0' }

type Written = NonNullable<ProcessOptionsInput['migrations']>
const plain: Written = {
  status: 'look {version}',
  up: 'up',
  down: 'down',
  env: { MODE: 'plain', PASSWORD: SECRET },
}
const owned = { db: { run: 'db', url: 'db://{port}' } }
const external = { db: { external: `db://me:${SECRET}@there/shop` } }

function undoOf(
  migrations: Written,
  prints: string[] = ['a'],
  env: Record<string, string> = {},
  services: ProcessOptionsInput['services'] = {},
) {
  const looks = [...prints]
  const look = async () => looks.shift() ?? prints.at(-1) ?? ''
  const around = surroundings({ migrations, services, release })
  const undo = createMigrationUndo(around, runtimeOn(fakeHost({ env })))
  return (moved: Parameters<typeof undo>[0], direction: 'up' | 'down') => undo(moved, direction, look)
}

describe('whether a database outlives the run', () => {
  it.each<[boolean, string, Written, ProcessOptionsInput['services']]>([
    [true, 'nothing tells', plain, owned],
    [false, 'a service of the run', { ...plain, env: { URL: '{services.db.url}' } }, owned],
    [false, 'the port of one', { ...plain, up: 'up {services.db.port}' }, owned],
    [true, 'an external one', { ...plain, env: { URL: '{services.db.url}' } }, external],
    [
      true,
      'an external one, with logs in the run’s own directory',
      { ...plain, env: { URL: '{services.db.url}' }, up: 'up {state}/log' },
      external,
    ],
    [true, 'an external one that no command names by its template', { ...plain, up: 'up {state}' }, external],
    [false, 'a file in the run’s own directory', { ...plain, up: ['up', '{state}/x'] }, {}],
  ])('%s: %s', (expected, _what, migrations, services) => {
    expect(outlivesRun(surroundings({ migrations, services, release }).options)).toBe(expected)
  })
})

describe('the undo of a move', () => {
  it('is nothing where the database ends with the run, or nothing is configured that goes back', async () => {
    const thrown = undoOf({ ...plain, env: { URL: '{services.db.url}' } }, [], {}, owned)
    expect(await thrown(NEXT, 'up')).toMatchObject({
      kind: 'nothing',
      args: { because: 'the database ends with the run' },
    })
    const { down: _, ...onward } = plain
    expect(await undoOf(onward)(NEXT, 'up')).toMatchObject({
      kind: 'nothing',
      args: { because: expect.stringContaining('no migrations.down') },
    })
  })

  it('is the command that goes back, with what the status said before', async () => {
    expect(await undoOf(plain, ['a\n'])(NEXT, 'up')).toEqual({
      kind: 'run-command',
      args: {
        mark: 'r/1',
        argv: ['down'],
        cwd: '/app',
        env: { MODE: 'plain', PASSWORD: SECRET },
        base: { PATH: '/usr/bin' },
        envFrom: {},
        inherit: [],
        timeoutMs: 120_000,
        running: '/tmp/state/undo-1',
        look: ['look', '1.1.0'],
        before: outputDigest('a'),
        byHand: false,
      },
    })
    expect(await undoOf(plain)(NEXT, 'down')).toMatchObject({ args: { argv: ['up'] } })
  })

  it('is a person’s where no two looks are alike', async () => {
    expect(await undoOf(plain, ['at 12:00', 'at 12:01'])(NEXT, 'up')).toMatchObject({
      args: { byHand: true },
    })
  })

  it('rests on what was there before the first of two moves at once', async () => {
    const undo = undoOf(plain, ['a', 'a', 'b', 'b'])
    const [first, second] = await Promise.all([undo(NEXT, 'up'), undo(NEXT, 'up')])
    const own = { mark: '', running: '' }
    expect({ ...second, args: { ...second.args, ...own } }).toEqual({
      ...first,
      args: { ...first.args, ...own },
    })
    expect(first.args.before).toBe(outputDigest('a'))
  })
})
