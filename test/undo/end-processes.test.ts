import { afterEach, describe, expect, it } from 'vitest'
import { nodeHost } from '../../src/host/node.ts'
import { endProcesses } from '../../src/undo/end-processes.ts'
import type { UndoContext } from '../../src/undo/undo.ts'
import { eventually } from '../host/conformance/eventually.ts'
import { onFake } from './on-fake.ts'

describe('end-processes, in memory', () => {
  it('does nothing where nothing carries the mark', async () => {
    const context = onFake({ programs: { a: {} } })
    const other = await context.start('a', 'r/2')
    expect(await endProcesses({ mark: 'r/1' }, context)).toEqual({
      healed: true,
      outcome: 'nothing',
      evidence: 'no process carries the mark r/1',
      remedy: null,
    })
    expect(await context.host.processes.alive(other)).toBe(true)
  })

  it('ends what carries the mark, and nothing else; a second time there is nothing to do', async () => {
    const context = onFake({
      programs: { a: { children: [['b'], ['c']] }, b: { ownSession: true, dropsMark: true }, c: {} },
    })
    await context.start('a', 'r/1')
    const other = await context.start('c', 'r/11')
    const outcome = await endProcesses({ mark: 'r/1' }, context)
    expect(outcome).toMatchObject({ healed: true, outcome: 'undone', remedy: null })
    expect(outcome.evidence).toBe('no process carries the mark r/1; 3 had to be ended')
    expect(context.host.processes.list().map(({ identity }) => identity)).toEqual([other])
    expect(await endProcesses({ mark: 'r/1' }, context)).toMatchObject({ healed: true, outcome: 'nothing' })
  })

  it('takes a run as a whole', async () => {
    const context = onFake({ programs: { a: {} } })
    await context.start('a', 'r/1')
    await context.start('a', 'r/2')
    await context.start('a', 'rr/1')
    expect(await endProcesses({ mark: 'r/' }, context)).toMatchObject({ outcome: 'undone' })
    expect(context.host.processes.list().map(({ mark }) => mark)).toEqual(['rr/1'])
  })

  it('gives the grace that is asked for, a second at most in a hurry, none on a cancelled context', async () => {
    const took = async (args: { graceMs?: number }, more: Partial<UndoContext>): Promise<number> => {
      const context = onFake({ programs: { deaf: { ignores: ['SIGTERM'] } } }, more)
      await context.start('deaf', 'r/1')
      const startMs = context.host.clock.monoMs()
      expect(await endProcesses({ mark: 'r/1', ...args }, context)).toMatchObject({ outcome: 'undone' })
      return context.host.clock.monoMs() - startMs
    }
    expect(await took({}, {})).toBeCloseTo(5000, -2)
    expect(await took({ graceMs: 300 }, {})).toBeCloseTo(300, -2)
    expect(await took({}, { hurry: true })).toBeCloseTo(1000, -2)
    expect(await took({}, { signal: AbortSignal.abort() })).toBeLessThan(100)
  })

  it('gives less from when somebody hurries in the middle of it', async () => {
    let hurry = false
    const fake = onFake({ programs: { deaf: { ignores: ['SIGTERM'] } } })
    const context: typeof fake = Object.defineProperty({ ...fake }, 'hurry', { get: () => hurry })
    await context.start('deaf', 'r/1')
    const startMs = context.host.clock.monoMs()
    void context.host.clock.sleep(2000).then(() => {
      hurry = true
    })
    expect(await endProcesses({ mark: 'r/1' }, context)).toMatchObject({ outcome: 'undone' })
    expect(context.host.clock.monoMs() - startMs).toBeCloseTo(2000, -2)
  })

  it('wakes what is stopped, so that it can end by itself', async () => {
    const context = onFake({ programs: { a: {} } })
    const process = await context.start('a', 'r/1')
    await context.host.processes.signal(process, 'SIGSTOP')
    const startMs = context.host.clock.monoMs()
    expect(await endProcesses({ mark: 'r/1' }, context)).toMatchObject({ outcome: 'undone' })
    expect(context.host.clock.monoMs() - startMs).toBeLessThan(1000)
  })

  it('does not signal a process that got the pid of one that is gone', async () => {
    const context = onFake({ programs: { a: {} } })
    const other = context.host.processes.reusePid(await context.start('a', 'r/1'))
    expect(await endProcesses({ mark: 'r/1' }, context)).toMatchObject({ outcome: 'nothing' })
    expect(await context.host.processes.alive(other)).toBe(true)
  })

  it('says what it could not end, and how to', async () => {
    const context = onFake({ programs: { a: {} } })
    const { pid } = await context.start('a', 'r/1')
    const immortal: UndoContext = {
      ...context,
      host: { ...context.host, processes: { ...context.host.processes, signal: async () => true } },
    }
    expect(await endProcesses({ mark: 'r/1' }, immortal)).toEqual({
      healed: false,
      outcome: 'failed',
      evidence: `processes ${pid} still carry the mark r/1 after SIGKILL`,
      remedy: `kill -9 ${pid}`,
    })
  })

  it('refuses marks that could mean anything', async () => {
    for (const mark of ['', '/', 'r', '/1', 'a/b/c', 7]) {
      await expect(endProcesses({ mark }, onFake())).rejects.toMatchObject({ code: 'record-invalid' })
    }
  })
})

describe('end-processes, on this machine', () => {
  const host = nodeHost()
  const context: UndoContext = { host, signal: new AbortController().signal, hurry: true }
  const run = `undo-${process.pid}`
  let marks = 0
  const start = async (script: string, count: number): Promise<string> => {
    marks += 1
    const mark = `${run}/${marks}`
    await host.processes.spawn({
      argv: ['sh', '-c', script],
      cwd: '/tmp',
      env: { PATH: host.env.PATH },
      mark,
      stdout: 'ignore',
      stderr: 'ignore',
    })
    const found = await eventually(
      () => host.processes.marked(mark),
      ({ length }) => length === count,
    )
    expect(found).toHaveLength(count)
    return mark
  }
  const ends = async (mark: string): Promise<void> => {
    expect(await endProcesses({ mark }, context)).toMatchObject({ healed: true, outcome: 'undone' })
    expect(await host.processes.marked(mark)).toEqual([])
    expect(await endProcesses({ mark }, context)).toMatchObject({ healed: true, outcome: 'nothing' })
  }
  afterEach(async () => {
    for (const left of await host.processes.marked(`${run}/`)) await host.processes.signal(left, 'SIGKILL')
  })

  it('ends a shell wrapper and what it forked', async () => {
    await ends(await start('sleep 60 & sleep 60 & wait', 3))
  })

  it('ends what outlived its wrapper', async () => {
    await ends(await start('sleep 60 & exit 0', 1))
  })

  it('ends what takes no notice of SIGTERM', async () => {
    await ends(await start('trap "" TERM; sleep 60 & sleep 60; exit 0', 3))
  })

  it('ends what is stopped', async () => {
    const mark = await start('sleep 60 & wait', 2)
    for (const stopped of await host.processes.marked(mark)) await host.processes.signal(stopped, 'SIGSTOP')
    await ends(mark)
  })

  it('ends a grandchild in a session of its own and without the mark', async () => {
    const script = 'import os,time\nif os.fork() == 0:\n  os.setsid()\n  time.sleep(60)\nos.wait()'
    await ends(await start(`env -i python3 -c '${script}' & wait`, 3))
  })

  it('ends what forks faster than it is ended', async () => {
    await ends(await start('trap "" TERM; (trap "" TERM; while :; do sleep 0.01; done) & wait; sleep 60', 3))
  })
})
