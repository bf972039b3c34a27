import { describe, expect, it } from 'vitest'
import type { ProcessIdentity, RunOptions } from '../../../src/host/host.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { runCommand } from '../../../src/host/processes/run.ts'

const host = nodeHost()
const sh = (script: string, options: Partial<RunOptions> = {}) =>
  host.processes.run(['sh', '-c', script], { cwd: '/tmp', ...options })

describe('a command', () => {
  it('is not waited for beyond its end because of a daemon that holds its output', async () => {
    const mark = 'run-daemon/1'
    const startMs = host.clock.monoMs()
    expect(await sh('echo started; sleep 60 & exit 0', { mark })).toMatchObject({
      exitCode: 0,
      stdout: 'started\n',
    })
    expect(host.clock.monoMs() - startMs).toBeLessThan(10_000)
    const left = await host.processes.marked(mark)
    expect(left).toHaveLength(1)
    for (const process of left) await host.processes.signal(process, 'SIGKILL')
  })

  it('that takes no notice of SIGTERM is killed, with its children', async () => {
    const mark = 'run-stubborn/1'
    const finished = await sh('trap "" TERM; echo said; setsid sleep 60 & sleep 60', { mark, timeoutMs: 200 })
    expect(finished).toMatchObject({ exitCode: null, signal: 'SIGKILL', stdout: 'said\n', timedOut: true })
    expect(await host.processes.marked(mark)).toEqual([])
  })

  it('without a mark is ended with its group', async () => {
    const pidOfChild = await sh('sleep 60 & echo $!; wait', { timeoutMs: 300 })
    expect(pidOfChild.timedOut).toBe(true)
    expect(await host.processes.identity(Number(pidOfChild.stdout))).toBeNull()
  })

  it('does not begin when it is cancelled before', async () => {
    await expect(sh('exit 0', { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before')
  })

  it('gets just the environment that it is given', async () => {
    const { stdout } = await sh('env', { env: { PATH: host.env.PATH, A: 'b' }, mark: 'run-env/1' })
    expect(stdout).toContain('A=b\n')
    expect(stdout).toContain('FIREDRILL_RUN=run-env/1\n')
    expect(stdout).not.toContain('HOME=')
  })

  it('tells which process it is once it has begun', async () => {
    const seen: [ProcessIdentity, boolean][] = []
    const started = async (process: ProcessIdentity) => {
      seen.push([process, await host.processes.alive(process)])
    }
    const { stdout } = await sh('echo $$; sleep 0.2', { started })
    expect(seen).toEqual([[{ pid: Number(stdout), startTime: expect.any(String) }, true]])
    // One that is gone at once is nobody's.
    const failing = async () => Promise.reject(new Error('not heard'))
    expect(await sh('sleep 0.2', { started: failing })).toMatchObject({ exitCode: 0 })
  })

  it('that is empty is refused', async () => {
    const needs = {
      group: async () => [],
      signal: async () => false,
      identity: async () => null,
      sleep: host.clock.sleep,
    }
    await expect(runCommand([], { cwd: '/tmp' }, needs)).rejects.toMatchObject({ code: 'start-failed' })
  })
})
