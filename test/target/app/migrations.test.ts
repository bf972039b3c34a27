import { expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { migrationsBy } from '../../../src/target/app/migrations.ts'
import { runtimeOn, SECRET } from '../process/settings.ts'

const RELEASE = { version: '2', digest: null, where: '/r/2' }

function migrating(stdout: string) {
  const commanding = runtimeOn(fakeHost({ programs: { migrate: { exit: { afterMs: 5, code: 0 }, stdout } } }))
  const migrations = migrationsBy({
    commandOf: (which) => ({
      what: which,
      argv: ['migrate', which],
      cwd: '/app',
      env: {},
      timeoutMs: 5000,
      log: '/tmp/m.log',
    }),
    undoOf: async (_release, _direction, look) => ({
      kind: 'nothing',
      args: { because: await look(RELEASE) },
    }),
    commanding,
  })
  return { migrations, intents: commanding.intents }
}

it('moves the schema with its undo on disk before, which may look at what is there', async () => {
  const { migrations, intents } = migrating('{"moved":["a"]}')
  expect(await migrations.move(RELEASE, 'up', new AbortController().signal)).toEqual({ moved: ['a'] })
  expect(intents.map(({ what, undo }) => [what, undo.kind])).toEqual([
    ['status', 'end-processes'],
    ['move the schema up by 2', 'nothing'],
    ['up', 'end-processes'],
  ])
})

it('says what it could not read, and no secret', async () => {
  const thrown = migrating(`Nothing to do for ${SECRET}.`).migrations.status(RELEASE)
  await expect(thrown).rejects.toMatchObject({
    code: 'command-failed',
    message: expect.stringContaining('‹redacted›'),
  })
})
