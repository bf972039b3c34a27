import { beforeEach, describe, expect, test } from 'vitest'
import { FiredrillError } from '../../../src/errors.ts'
import { type FakeHost, fakeHost } from '../../../src/host/fake/host.ts'
import type { Host } from '../../../src/host/host.ts'
import { bindHost } from '../../../src/run/acting/bound-host.ts'
import { createRight, type Right } from '../../../src/run/acting/right.ts'

const SPAWN = {
  argv: ['server'],
  cwd: '/',
  env: {},
  mark: 'r/1',
  stdout: 'ignore',
  stderr: 'ignore',
} as const
const ENDPOINT = { url: 'unix:///var/run/docker.sock', tls: null }
let base: FakeHost
let right: Right
let host: Host
let mayAct: () => Promise<void>

beforeEach(() => {
  base = fakeHost({ programs: { server: {}, asks: { exit: { afterMs: 1, code: 0 } } } })
  right = createRight()
  mayAct = async () => undefined
  host = bindHost(base, right, {
    mark: 'r/',
    directories: () => ['/app/reports/r', '/tmp/firedrill-r'],
    assertMayAct: () => mayAct(),
  })
})

/** Everything that changes something, by name. */
const CHANGES: Record<string, () => Promise<unknown>> = {
  spawn: () => host.processes.spawn(SPAWN),
  spawnDetached: () => host.processes.spawnDetached(['server'], {}, '/tmp/log'),
  signal: () => host.processes.signal({ pid: 1, startTime: 'x' }, 'SIGKILL'),
  run: () => host.processes.run(['asks'], { cwd: '/' }),
  'run of another run': () => host.processes.run(['asks'], { cwd: '/', mark: 'rr/1' }),
  writeAtomic: () => host.files.writeAtomic('/app/release', 'x'),
  'writeAtomic beside its own': () => host.files.writeAtomic('/app/reports/r2', 'x'),
  createExclusive: () => host.files.createExclusive('/app/x', 'x'),
  openAppend: () => host.files.openAppend('/app/log'),
  makeDir: () => host.files.makeDir('/app/new'),
  remove: () => host.files.remove('/app'),
  link: () => host.files.link('/app/1', '/app/current'),
  temporaryDir: () => host.files.temporaryDir('x'),
  POST: () => host.net.request('http://127.0.0.1:1/', { method: 'POST', timeoutMs: 1 }),
  exec: () => host.engines.open(ENDPOINT).exec('web-1', ['dd'], { timeoutMs: 1 }),
}

describe('without the right', () => {
  test.each(Object.keys(CHANGES))('%s is refused, and not done', async (name) => {
    await expect(CHANGES[name]?.()).rejects.toMatchObject({ code: 'unjournaled-change' })
    expect(base.processes.list()).toEqual([])
    expect(await base.files.exists('/app/release')).toBe(false)
  })

  test('whatever an engine can change is refused: all that it has is known to change something, or not to', async () => {
    const engine = host.engines.open(ENDPOINT)
    const tells = [
      ...['endpoint', 'about', 'containers', 'container', 'mainProcess', 'cpuMs', 'usage', 'receivedBytes'],
      ...['networks', 'volumes', 'images', 'image', 'canPull', 'followLog', 'follow', 'exec', 'limitRequest'],
    ]
    const changes = Object.keys(engine).filter((name) => !tells.includes(name))
    expect(changes.length).toBeGreaterThanOrEqual(12)
    for (const name of changes) {
      const act = engine[name as 'pause']
      await expect(act('web-1'), name).rejects.toMatchObject({ code: 'unjournaled-change' })
    }
  })

  test('what only tells something is done', async () => {
    expect(await host.processes.run(['asks'], { cwd: '/', mark: 'r/2' })).toMatchObject({ exitCode: 0 })
    expect(await host.processes.run(['asks'], { cwd: '/', readsOnly: true })).toMatchObject({ exitCode: 0 })
    expect(await host.processes.marked('r/')).toEqual([])
    expect(await host.net.request('http://127.0.0.1:1/', { timeoutMs: 1 })).toMatchObject({ status: null })
    expect(await host.files.exists('/app')).toBe(false)
  })

  test('what stays in the record, or is removed with the run, may be written', async () => {
    await host.files.makeDir('/app/reports/r/logs')
    await host.files.makeDir('/tmp/firedrill-r')
    await host.files.writeAtomic('/tmp/firedrill-r/options.json', '{}')
    expect(await base.files.read('/tmp/firedrill-r/options.json')).toBe('{}')
  })
})

test('with the right everything is done as ever', async () => {
  const child = await right.during(() => host.processes.spawn(SPAWN))
  expect(await right.during(() => host.processes.signal(child.identity, 'SIGKILL'))).toBe(true)
  await right.during(() => host.files.makeDir('/app/new'))
  expect(await base.files.exists('/app/new')).toBe(true)
})

describe('once another has taken the run over', () => {
  const superseded = new FiredrillError('superseded', 'It was taken over.', { hint: '' })
  const refuse = async (): Promise<void> => {
    throw superseded
  }

  test.each(Object.keys(CHANGES))('%s is not begun, although its act is under way', async (name) => {
    mayAct = refuse
    await expect(right.during(() => CHANGES[name]?.() ?? expect.unreachable())).rejects.toBe(superseded)
    expect(base.processes.list()).toEqual([])
    expect(await base.files.exists('/app/release')).toBe(false)
  })

  test('a command of the run’s is not begun; what only tells something is', async () => {
    mayAct = refuse
    const asking = (options: object) => host.processes.run(['asks'], { cwd: '/', ...options })
    await expect(right.during(() => asking({ mark: 'r/2' }))).rejects.toBe(superseded)
    expect(await asking({ readsOnly: true })).toMatchObject({ exitCode: 0 })
  })

  test('a command that was begun just then is ended: nobody else takes back what it would do', async () => {
    let looks = 0
    mayAct = async () => {
      looks += 1
      if (looks > 1) throw superseded
    }
    const deploying = right.during(() => host.processes.run(['server'], { cwd: '/', mark: 'r/2' }))
    await expect(deploying).rejects.toBe(superseded)
    expect(base.processes.list()).toEqual([])
  })

  test('a command that is cancelled is left to the other: what takes it back carries its mark too', async () => {
    const cancelling = new AbortController()
    const { signal } = cancelling
    const deploying = right.during(() => host.processes.run(['server'], { cwd: '/', mark: 'r/2', signal }))
    deploying.catch(() => undefined)
    await expect.poll(() => base.processes.list()).toHaveLength(1)
    mayAct = refuse
    cancelling.abort(superseded)
    await base.clock.sleep(5000)
    const [command] = base.processes.list()
    expect(command?.argv).toEqual(['server'])
    if (command) await base.processes.signal(command.identity, 'SIGKILL')
    await expect(deploying).rejects.toBe(superseded)
  })

  test('a look that fails otherwise ends no command half-way', async () => {
    let looks = 0
    mayAct = async () => {
      looks += 1
      if (looks > 1) throw new Error('EIO')
    }
    expect(await host.processes.run(['asks'], { cwd: '/', mark: 'r/2' })).toMatchObject({ exitCode: 0 })
    expect(looks).toBe(2)
  })
})

test('a command that is cancelled is ended, and says why', async () => {
  const cancelling = new AbortController()
  const { signal } = cancelling
  const options = { cwd: '/', mark: 'r/2', signal }
  const deploying = right.during(() => host.processes.run(['server'], options))
  deploying.catch(() => undefined)
  await expect.poll(() => base.processes.list()).toHaveLength(1)
  const why = new Error('interrupted')
  cancelling.abort(why)
  await expect(deploying).rejects.toBe(why)
  expect(base.processes.list()).toEqual([])
  await expect(right.during(() => host.processes.run(['server'], options))).rejects.toBe(why)
  expect(base.processes.list()).toEqual([])
})
