import { describe, expect, it } from 'vitest'
import { nodeHost } from '../../../src/host/node.ts'
import { nodeProcesses } from '../../../src/host/processes/processes.ts'
import type { ProcessRow } from '../../../src/host/processes/source.ts'
import { eventually } from '../conformance/eventually.ts'
import { processConformance } from '../conformance/processes.ts'

const host = nodeHost()

describe('the processes of this machine', () => {
  processConformance(host, {
    sleeps: ['sleep', '60'],
    repeats: ['cat'],
    exits3: ['sh', '-c', 'echo out; echo err >&2; exit 3'],
    ignoresTerm: ['sh', '-c', 'trap "" TERM; echo ready; while :; do sleep 0.05; done'],
    withChild: ['sh', '-c', 'sleep 60 & wait'],
  })

  const marked = async (script: string, count: number, mark: string) => {
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
    for (const process of found) await host.processes.signal(process, 'SIGKILL')
    await eventually(
      () => host.processes.marked(mark),
      ({ length }) => length === 0,
    )
    return found.length
  }

  it('belong to a mark though they have dropped their environment', async () => {
    expect(await marked('env -i sleep 60 & wait', 2, 'drops-env/1')).toBe(2)
  })

  it('belong to a mark though they have a session of their own and no environment', async () => {
    const detach = 'import os,time\nif os.fork() == 0:\n  os.setsid()\n  time.sleep(60)\nos.wait()'
    expect(await marked(`env -i python3 -c '${detach}' & wait`, 3, 'own-session/1')).toBe(3)
  })

  it('belong to a mark though whoever started them has ended', async () => {
    expect(await marked('env -i sleep 60 & exit 0', 1, 'orphan/1')).toBe(1)
  })

  it('count the time that all of a mark have used', async () => {
    const spin = 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; sleep 60'
    const mark = 'cpu/1'
    await host.processes.spawn({
      argv: ['sh', '-c', `(${spin}) & (${spin}) & wait`],
      cwd: '/tmp',
      env: { PATH: host.env.PATH },
      mark,
      stdout: 'ignore',
      stderr: 'ignore',
    })
    expect(
      await eventually(
        () => host.processes.cpuMs(mark),
        (ms) => ms >= 40,
        10_000,
      ),
    ).toBeGreaterThanOrEqual(40)
    for (const process of await host.processes.marked(mark)) await host.processes.signal(process, 'SIGKILL')
  })

  it('are looked at once for several marks at a time, and afresh for each look at what is marked', async () => {
    let looks = 0
    const rows: ProcessRow[] = [
      { pid: 7, startTime: 's', ppid: 1, session: 7, state: 'alive', cpuMs: 30, mark: 'r/1' },
      { pid: 8, startTime: 's', ppid: 1, session: 8, state: 'alive', cpuMs: 50, mark: 'r/2' },
    ]
    const look = async (): Promise<ProcessRow[]> => {
      looks += 1
      return rows
    }
    const source = { rows: look, row: async () => null, rowNow: () => null }
    const processes = nodeProcesses(source, host.clock)
    const times = ['r/1', 'r/2', 'r/'].map((mark) => processes.cpuMs(mark))
    expect(await Promise.all(times)).toEqual([30, 50, 80])
    expect(looks).toBe(1)
    await processes.marked('r/1')
    await processes.marked('r/1')
    expect(looks).toBe(3)
  })
})
