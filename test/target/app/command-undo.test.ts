import { expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import type { RunOptions } from '../../../src/host/host.ts'
import { commandUndo } from '../../../src/target/app/command-undo.ts'
import { runUndo } from '../../../src/undo/map.ts'
import { runtimeOn, SECRET } from '../process/settings.ts'

const COMMAND = { what: 'back', argv: ['back', 'to'], cwd: '/app', env: {}, timeoutMs: 5000, log: '/tmp/log' }

const undoOf = (command: Partial<typeof COMMAND>) => {
  const runtime = {
    ...runtimeOn(fakeHost({ env: { TOKEN_OF_OPS: SECRET } })),
    baseEnv: {
      PATH: '/usr/bin',
      LANG: 'C',
      TMPDIR: '/tmp',
      DATABASE_URL: 'db://there',
      MODE: 'a',
      DOCKER_HOST: 'tcp://10.0.0.5:2376',
      DOCKER_TLS_VERIFY: '1',
    },
  }
  const inheritEnv = ['DATABASE_URL', 'MODE', 'ABSENT', 'DOCKER_HOST']
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
      env: { DOCKER_HOST: 'tcp://10.0.0.5:2376', DOCKER_TLS_VERIFY: '1', TOKEN: SECRET, MODE: 'b' },
      base: { PATH: '/usr/bin', LANG: 'C' },
      envFrom: { DATABASE_URL: 'DATABASE_URL' },
      inherit: ['TMPDIR'],
      timeoutMs: 5000,
      running: '/tmp/state/undo-3',
      before: 'x',
    },
  })
})

it('goes to the engine that the run spoke to, from whatever environment it is undone', async () => {
  const spec = undoOf({})
  const ran: RunOptions[] = []
  const host = fakeHost({
    env: { DOCKER_HOST: 'tcp://elsewhere:2375', DATABASE_URL: 'db://there', MODE: 'a' },
  })
  host.processes.run = async (_argv, options) => {
    ran.push(options)
    return { exitCode: 0, signal: null, stdout: '', stderr: '', timedOut: false }
  }
  const context = { host, signal: new AbortController().signal, hurry: true }
  const { before: _before, ...args } = spec.args
  expect(await runUndo({ ...spec, args }, context)).toMatchObject({ healed: true })
  expect(ran[0]?.env).toMatchObject({ DOCKER_HOST: 'tcp://10.0.0.5:2376', DOCKER_TLS_VERIFY: '1', LANG: 'C' })
  // A watchdog has nothing of the user's own.
  const bare = fakeHost({ env: { PATH: '/usr/bin' } })
  expect(await runUndo({ ...spec, args }, { ...context, host: bare })).toMatchObject({
    healed: false,
    evidence: 'DATABASE_URL, MODE is not set here, and no journal holds it',
  })
})
