import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import type { FakeProgram } from '../../../src/host/fake/process-table.ts'
import { migrationCommand } from '../../../src/target/process/migration-command.ts'
import { migrationsOf } from '../../../src/target/process/migrations.ts'
import type { ProcessOptionsInput } from '../../../src/target/process/options.ts'
import { runtimeOn, SECRET, surroundings } from './settings.ts'

const NEXT = { version: '1.1.0', digest: null, where: '/app/releases/1.1.0' }
const ends = (stdout: string, code = 0): FakeProgram => ({ exit: { afterMs: 5, code }, stdout })
const signal = new AbortController().signal
const written: Partial<ProcessOptionsInput> = {
  release: { path: 'releases/{version}', current: '1.0.0' },
  services: { db: { run: 'db', url: 'db://{port}' } },
  migrations: {
    status: 'look {release}',
    up: ['up', '{version}'],
    env: { URL: '{services.db.url}', PASSWORD: SECRET },
    timeout: '10s',
  },
}

function setting(programs: Record<string, FakeProgram>, options = written) {
  const runtime = runtimeOn(fakeHost({ programs }))
  return { runtime, migrations: migrationsOf(surroundings(options), runtime)! }
}

describe('migrations by commands', () => {
  it('are not offered where none are configured', () => {
    expect(migrationsOf(surroundings(), runtimeOn())).toBeNull()
  })

  it('are looked at by the release’s own word, journaled without a secret', async () => {
    const { runtime, migrations } = setting({ look: ends('{"pending":["a"]}') })
    expect(await migrations.status(NEXT)).toEqual({
      applied: [],
      pending: [{ name: 'a', destructive: null }],
    })
    expect(runtime.intents).toEqual([
      {
        what: 'migrate status: look /app/releases/1.1.0',
        undo: { kind: 'end-processes', args: { mark: 'r/1' } },
        command: {
          argv: ['look', '/app/releases/1.1.0'],
          cwd: '/app',
          env: { URL: 'db://5432', PASSWORD: '‹redacted›' },
        },
      },
    ])
  })

  it('say what could not be read, without a secret', async () => {
    const { migrations } = setting({ look: ends(`cannot reach it with ${SECRET}`) })
    await expect(migrations.status(NEXT)).rejects.toMatchObject({
      code: 'command-failed',
      message: expect.stringMatching(/1\.1\.0 could not be read(.|\n)*with ‹redacted›/),
      hint: expect.stringContaining('one pending name a line'),
    })
  })

  it('fail with the last lines where the command fails', async () => {
    const { migrations } = setting({ look: ends('{"pending":[]}', 1), up: ends('no such table', 3) })
    await expect(migrations.status(NEXT)).rejects.toMatchObject({ code: 'command-failed' })
    await expect(migrations.move(NEXT, 'up', signal)).rejects.toMatchObject({
      code: 'command-failed',
      message: expect.stringContaining('no such table'),
    })
  })

  it('are moved, and say what was moved where the command does', async () => {
    const { runtime, migrations } = setting({ up: ends('{"moved":["a"]}') })
    expect(await migrations.move(NEXT, 'up', signal)).toEqual({ moved: ['a'] })
    expect(runtime.intents.map(({ what, undo }) => [what, undo.kind])).toEqual([
      ['move the schema up by 1.1.0', 'nothing'],
      ['migrate up: up 1.1.0', 'end-processes'],
    ])
    expect(await setting({ up: ends('done') }).migrations.move(NEXT, 'up', signal)).toEqual({ moved: null })
  })

  it('refuse a direction that is not configured, before anything is done', async () => {
    const { runtime, migrations } = setting({})
    await expect(migrations.move(NEXT, 'down', signal)).rejects.toMatchObject({ code: 'capability-missing' })
    expect(runtime.intents).toEqual([])
    const around = surroundings(written)
    const options = around.options.migrations!
    expect(migrationCommand(around, options, 'up', NEXT)).toMatchObject({
      argv: ['up', '1.1.0'],
      timeoutMs: 10_000,
      log: '/tmp/logs/migrate.log',
    })
  })
})
