import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { nodeHost } from '../../../src/host/node.ts'
import { linuxSource } from '../../../src/host/processes/linux.ts'
import { launch } from '../../../src/host/processes/spawn.ts'

const host = nodeHost()
const spec = {
  cwd: '/tmp',
  env: { PATH: host.env.PATH, SECRET: undefined, SAID: 'yes' },
  mark: 'spawn/1',
  stdout: 'pipe',
  stderr: 'ignore',
} as const

describe('a spawned program', () => {
  const said = async (script: string): Promise<string> => {
    const child = await host.processes.spawn({ ...spec, argv: ['sh', '-c', script] })
    let text = ''
    for await (const chunk of child.stdout ?? []) text += String(chunk)
    return text
  }

  it('gets the environment that it is given, and the mark', async () => {
    const env = (await said('env')).split('\n')
    expect(env).toContain('SAID=yes')
    expect(env).toContain('FIREDRILL_RUN=spawn/1')
    expect(env.filter((line) => line.startsWith('SECRET') || line.startsWith('HOME='))).toEqual([])
  })

  it('leads a session of its own', async () => {
    const [pid, pgid, session] = (await said('ps -o pid=,pgid=,sess= -p $$')).trim().split(/\s+/)
    expect([pgid, session]).toEqual([pid, pid])
  })

  it('reads what is written to it, and a broken pipe harms nobody', async () => {
    const child = await host.processes.spawn({ ...spec, argv: ['head', '-c', '2'], stdin: 'pipe' })
    child.stdin?.write('abcdef')
    let text = ''
    for await (const chunk of child.stdout ?? []) text += String(chunk)
    expect(text).toBe('ab')
    await child.exited
    child.stdin?.write('x'.repeat(100_000))
    await host.clock.sleep(20)
    expect(await child.exited).toMatchObject({ code: 0 })
  })

  it.runIf(process.platform === 'linux')('is known by its start even when it ends at once', async () => {
    const child = await launch({ ...spec, argv: ['true'] }, linuxSource(host.clock))
    expect(child.identity.startTime).toMatch(/^[0-9a-f-]{36}:\d+$/)
    child.stdout?.resume()
  })

  it('refuses an empty command', async () => {
    await expect(host.processes.spawn({ ...spec, argv: [] })).rejects.toMatchObject({ code: 'start-failed' })
  })
})

describe('a detached program', () => {
  it('reads what it was given open, though the directory was removed before it began to', async () => {
    const dir = await host.files.temporaryDir('detached-')
    const out = await host.files.temporaryDir('detached-')
    await host.files.writeAtomic(`${dir}/journal`, 'kept')
    const argv = ['sh', '-c', 'read line; exec cat /dev/fd/3']
    const child = await host.processes.spawnDetached(argv, process.env, `${out}/log`, `${dir}/journal`)
    await host.files.remove(dir)
    child.stdin?.write('go\n')
    expect(await child.exited).toEqual({ code: 0, signal: null })
    expect(await host.files.read(`${out}/log`)).toBe('kept')
    await host.files.remove(out)
  })

  it('does not keep its starter alive, and outlives it, without a mark', async () => {
    const node = fileURLToPath(new URL('../../../src/host/node.ts', import.meta.url))
    const script = `
      const { nodeHost } = await import(${JSON.stringify(node)})
      const child = await nodeHost().processes.spawnDetached(['sleep', '60'], process.env, '/dev/null')
      console.log(child.identity.pid)`
    const env = { ...process.env, FIREDRILL_RUN: 'detached/1' }
    const started = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 10_000,
      env,
    })
    expect(started.status).toBe(0)
    const pid = Number(started.stdout)
    expect(process.kill(pid, 0)).toBe(true)
    expect(await host.processes.marked('detached/1')).toEqual([])
    process.kill(pid, 'SIGKILL')
  })
})
