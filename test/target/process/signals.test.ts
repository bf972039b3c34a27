import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import type { Host, ProcessIdentity } from '../../../src/host/host.ts'
import type { Managed } from '../../../src/target/process/managed.ts'
import { killAll, killCommand, notStopped, signalEach, stopAll } from '../../../src/target/process/signals.ts'
import { instanceSpecs } from '../../../src/target/process/spec.ts'
import { surroundings } from './settings.ts'

const [spec] = instanceSpecs(surroundings())

function managedBy(processes: () => Promise<ProcessIdentity[]>): Managed {
  return {
    spec: spec!,
    mark: () => 'r/1',
    spawned: () => null,
    processes,
    start: async () => '',
    use: () => undefined,
    expectEnd: () => undefined,
    expectLife: () => undefined,
    exit: async () => null,
    cpuMs: async () => 0,
  }
}

async function wrapped() {
  const host = fakeHost({ programs: { sh: { children: [['server'], ['server']] }, server: {} } })
  await host.processes.spawn({
    argv: ['sh'],
    cwd: '/',
    env: {},
    mark: 'r/1',
    stdout: 'ignore',
    stderr: 'ignore',
  })
  return { host, managed: managedBy(() => host.processes.marked('r/1')) }
}

describe('signals to everything of a process', () => {
  it('kill wrapper and forks', async () => {
    const { host, managed } = await wrapped()
    const all = await managed.processes()
    expect(all).toHaveLength(3)
    await killAll(host, managed, all.slice(0, 1))
    expect(host.processes.list()).toEqual([])
  })

  it('fail loudly where something does not end', async () => {
    const { host } = await wrapped()
    const stuck: ProcessIdentity = { pid: 9, startTime: 'x' }
    const deaf: Host = { ...host, processes: { ...host.processes, signal: async () => true } }
    await expect(
      killAll(
        deaf,
        managedBy(async () => [stuck]),
        [stuck],
      ),
    ).rejects.toMatchObject({
      code: 'stop-failed',
      message: expect.stringContaining('did not end on SIGKILL: 9'),
    })
  })

  it('stop all and wake all', async () => {
    const { host, managed } = await wrapped()
    const all = await managed.processes()
    expect(await notStopped(host, managed)).toHaveLength(3)
    await stopAll(host, managed, all.slice(0, 1))
    expect(await notStopped(host, managed)).toEqual([])
    await signalEach(host, all, 'SIGCONT')
    expect(await notStopped(host, managed)).toHaveLength(3)
  })

  it('are shown as a person would type them', () => {
    const two = [4711, 4712].map((pid) => ({ pid, startTime: '' }))
    expect(killCommand('SIGKILL', two, '/app')).toEqual({
      argv: ['kill', '-KILL', '4711', '4712'],
      cwd: '/app',
      env: {},
    })
  })
})
