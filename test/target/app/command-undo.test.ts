import { expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { commandUndo } from '../../../src/target/app/command-undo.ts'
import { runtimeOn, SECRET } from '../process/settings.ts'

const COMMAND = { what: 'back', argv: ['back', 'to'], cwd: '/app', env: {}, timeoutMs: 5000, log: '/tmp/log' }

const undoOf = (command: Partial<typeof COMMAND>) => {
  const runtime = {
    ...runtimeOn(fakeHost({ env: { TOKEN_OF_OPS: SECRET } })),
    baseEnv: { PATH: '/usr/bin', LANG: 'C', DATABASE_URL: 'db://there', MODE: 'a' },
  }
  const inheritEnv = ['DATABASE_URL', 'MODE', 'ABSENT']
  return commandUndo({ ...COMMAND, ...command }, 'r/3', { inheritEnv }, runtime, { before: 'x' })
}

it('names the variables that the user hands on; secrets are named by whoever writes it down', () => {
  const spec = undoOf({ env: { TOKEN: SECRET, MODE: 'b' } })
  expect(spec).toEqual({
    kind: 'run-command',
    args: {
      mark: 'r/3',
      argv: ['back', 'to'],
      cwd: '/app',
      env: { TOKEN: SECRET, MODE: 'b' },
      envFrom: { DATABASE_URL: 'DATABASE_URL' },
      inherit: ['PATH', 'LANG', 'MODE'],
      timeoutMs: 5000,
      before: 'x',
    },
  })
})
