import { describe, expect, it } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { nodeHost } from '../../src/host/node.ts'
import { resumeProcess } from '../../src/undo/resume-process.ts'
import { eventually } from '../host/conformance/eventually.ts'
import { onFake } from './on-fake.ts'

describe('resume-process, in memory', () => {
  it('resumes all that carries the mark; a second time there is nothing to do', async () => {
    const context = onFake({ programs: { a: { children: [['b']] }, b: {} } })
    await context.start('a', 'r/1')
    for (const process of await context.host.processes.marked('r/1')) {
      await context.host.processes.signal(process, 'SIGSTOP')
    }
    expect(await resumeProcess({ mark: 'r/1' }, context)).toEqual({
      healed: true,
      outcome: 'undone',
      evidence: 'the mark r/1: 100 101 was resumed, nothing is stopped',
      remedy: null,
    })
    expect(context.host.processes.list().map(({ stopped }) => stopped)).toEqual([false, false])
    expect(await resumeProcess({ mark: 'r/1' }, context)).toMatchObject({ healed: true, outcome: 'nothing' })
  })

  it('has nothing to do for a process that is gone, and leaves the one that got its pid', async () => {
    const context = onFake({ programs: { a: {} } })
    const gone = await context.start('a', 'r/1')
    const other = context.host.processes.reusePid(gone)
    await context.host.processes.signal(other, 'SIGSTOP')
    expect(await resumeProcess({ ...gone }, context)).toMatchObject({ healed: true, outcome: 'nothing' })
    expect(await context.host.processes.stopped(other)).toBe(true)
    expect(await resumeProcess({ ...other }, context)).toMatchObject({ healed: true, outcome: 'undone' })
  })

  it('says what stays stopped, and how to resume it', async () => {
    const context = onFake({ programs: { a: {} } })
    const process = await context.start('a', 'r/1')
    await context.host.processes.signal(process, 'SIGSTOP')
    const processes = { ...context.host.processes, signal: async () => true }
    expect(
      await resumeProcess({ mark: 'r/1' }, { ...context, host: { ...context.host, processes } }),
    ).toMatchObject({
      healed: false,
      outcome: 'failed',
      remedy: `kill -CONT ${process.pid}`,
    })
  })

  it('resumes the others where one may not be signalled, and says which', async () => {
    const context = onFake({ programs: { a: { children: [['b'], ['b']] }, b: {} } })
    await context.start('a', 'r/1')
    const [theirs, ...others] = await context.host.processes.marked('r/1')
    for (const each of [...(theirs ? [theirs] : []), ...others])
      await context.host.processes.signal(each, 'SIGSTOP')
    const processes: typeof context.host.processes = {
      ...context.host.processes,
      async signal(process, signal) {
        if (process.pid === theirs?.pid) throw new FiredrillError('stop-failed', 'EPERM', { hint: '' })
        return context.host.processes.signal(process, signal)
      },
    }
    const host = { ...context.host, processes }
    expect(await resumeProcess({ mark: 'r/1' }, { ...context, host })).toMatchObject({
      outcome: 'failed',
      evidence: `the mark r/1: ${theirs?.pid} is still stopped`,
      remedy: `kill -CONT ${theirs?.pid}`,
    })
    for (const each of others) expect(await context.host.processes.stopped(each)).toBe(false)
  })

  it('refuses arguments that name no process', async () => {
    await expect(resumeProcess({}, onFake())).rejects.toMatchObject({ code: 'record-invalid' })
    await expect(resumeProcess({ pid: 1 }, onFake())).rejects.toMatchObject({ code: 'record-invalid' })
  })
})

describe('resume-process, on this machine', () => {
  it('resumes a stopped process, and not one with another start', async () => {
    const host = nodeHost()
    const context = { host, signal: new AbortController().signal, hurry: false }
    const { identity } = await host.processes.spawn({
      argv: ['sleep', '60'],
      cwd: '/tmp',
      env: { PATH: host.env.PATH },
      mark: `resume-${process.pid}/1`,
      stdout: 'ignore',
      stderr: 'ignore',
    })
    await host.processes.signal(identity, 'SIGSTOP')
    const stopped = () => host.processes.stopped(identity)
    expect(await eventually(stopped, (is) => is)).toBe(true)
    const earlier = { pid: identity.pid, startTime: 'earlier' }
    expect(await resumeProcess(earlier, context)).toMatchObject({ outcome: 'nothing' })
    expect(await stopped()).toBe(true)
    expect(await resumeProcess({ ...identity }, context)).toMatchObject({ healed: true, outcome: 'undone' })
    expect(await stopped()).toBe(false)
    await host.processes.signal(identity, 'SIGKILL')
  })
})
