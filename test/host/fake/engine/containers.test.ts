import { expect, it } from 'vitest'
import type { FakeContainerSpec } from '../../../../src/host/fake/engine/model.ts'
import { fakeHost } from '../../../../src/host/fake/host.ts'

function running(spec: Partial<FakeContainerSpec>) {
  const host = fakeHost()
  const machine = host.engines.run()
  machine.addImage('app')
  const id = machine.create({ name: 'web', image: 'app', program: {}, ...spec })
  return { host, id, engine: host.engines.open({ url: 'unix:///var/run/docker.sock', tls: null }) }
}

it('counts the CPU time that a program uses in the time that passes, no more than its limit lets it', async () => {
  const { host, id, engine } = running({ program: { cpuShare: 2, cpuMs: 5 } })
  await engine.start(id)
  await host.clock.sleep(100)
  expect(await engine.cpuMs(id)).toBe(205)
  await engine.limit(id, { cpus: 0.5, memoryBytes: 0 })
  await host.clock.sleep(100)
  expect(await engine.cpuMs(id)).toBe(255)
  await engine.pause(id)
  await host.clock.sleep(100)
  await engine.unpause(id)
  expect(await engine.cpuMs(id)).toBe(255)
})

it('shows a container as it was when it was asked', async () => {
  const { id, engine } = running({})
  const before = await engine.container(id)
  await engine.start(id)
  expect(before?.state).toBe('created')
})

it('stops what its restart policy is about to start', async () => {
  const program = { exit: { afterMs: 10, code: 1 } }
  const { host, id, engine } = running({ restart: 'always', program })
  await engine.start(id)
  await host.clock.sleep(20)
  expect(await engine.container(id)).toMatchObject({ state: 'restarting' })
  await engine.stop(id, 0)
  await host.clock.sleep(500)
  expect(await engine.container(id)).toMatchObject({ state: 'exited', restarts: 0 })
})

it('has its main processes in the process table of the machine', async () => {
  const { host, id, engine } = running({})
  await engine.start(id)
  const process = await engine.mainProcess(id)
  expect(host.processes.list()).toMatchObject([{ identity: process, argv: ['web'], mark: null }])
  await engine.remove(id)
  expect(host.processes.list()).toEqual([])
})
