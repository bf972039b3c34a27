import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { createFakeProcesses } from '../../../src/host/fake/processes.ts'
import { processConformance } from '../conformance/processes.ts'

describe('the processes in memory', () => {
  const programs = {
    repeats: { exit: { afterMs: 5, code: 0 }, answers: (input: string) => input },
    sleeps: {},
    exits3: { exit: { afterMs: 5, code: 3 }, stdout: 'out\n', stderr: 'err\n' },
    'ignores-term': { ignores: ['SIGTERM'] as const, stdout: 'ready\n' },
    parent: { children: [['sleeps']] },
  }
  processConformance(fakeHost({ programs }), {
    sleeps: ['sleeps'],
    repeats: ['repeats'],
    exits3: ['exits3'],
    ignoresTerm: ['ignores-term'],
    withChild: ['parent'],
  })

  it('give a pid to another process', async () => {
    const { clock, files } = fakeHost()
    const processes = createFakeProcesses(clock, files, { a: { cpuMs: 7 } })
    const spec = { cwd: '/', env: {}, mark: 'r/1', stdout: 'ignore', stderr: 'ignore' } as const
    const { identity } = await processes.spawn({ argv: ['a'], ...spec })
    expect(await processes.cpuMs('r/1')).toBe(7)
    const other = processes.reusePid(identity)
    expect(other.pid).toBe(identity.pid)
    expect(await processes.alive(identity)).toBe(false)
    expect(await processes.alive(other)).toBe(true)
    expect(await processes.marked('r/1')).toEqual([])
    expect(processes.list()).toMatchObject([{ identity: other, mark: null }])
  })
})
