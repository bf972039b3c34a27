import { expect, it } from 'vitest'
import type { Container } from '../../../../src/host/engine/engine.ts'
import { createFakeClock } from '../../../../src/host/fake/clock.ts'
import { lifeOf } from '../../../../src/host/fake/engine/life.ts'
import { machineOf } from '../../../../src/host/fake/engine/machine.ts'
import { emptyStore, type FakeContainerSpec } from '../../../../src/host/fake/engine/model.ts'
import { createFakeTable } from '../../../../src/host/fake/process-table.ts'

function made(spec: Partial<FakeContainerSpec>) {
  const clock = createFakeClock({ auto: false })
  const table = createFakeTable(clock, {})
  const store = emptyStore()
  const life = lifeOf(store, clock, table)
  const machine = machineOf('unix:///a', { manner: 'answers', store, life })
  machine.addImage('app')
  const id = machine.create({ name: 'web', image: 'app', program: {}, ...spec })
  const container = store.containers.get(id)!
  const seen = (): Partial<Container> => container.seen
  return { clock, table, store, life, container, seen }
}

it('restarts what ends by itself as often as it does, with the time between that Docker takes', async () => {
  const { clock, life, container, seen, store, table } = made({
    restart: 'always',
    program: { exit: { afterMs: 50, code: 1 } },
  })
  life.start(container)
  await clock.advance(60)
  expect(seen()).toMatchObject({ state: 'restarting', exitCode: 1, restarts: 0, pid: null })
  await clock.advance(100)
  expect(seen()).toMatchObject({ state: 'running', exitCode: null, restarts: 1 })
  await clock.advance(150)
  expect(seen()).toMatchObject({ restarts: 2 })
  store.containers.clear()
  await clock.advance(1000)
  expect(table.byPid.size).toBe(0)
})

it('restarts what is killed from outside, and not what was signalled by hand', async () => {
  const { clock, life, container, seen, table } = made({ restart: 'always' })
  life.start(container)
  table.deliver(container.process!, 'SIGKILL')
  await clock.advance(100)
  expect(seen()).toMatchObject({ state: 'running', restarts: 1 })
  life.signal(container, 'SIGKILL')
  await clock.advance(1000)
  expect(seen()).toMatchObject({ state: 'exited', exitCode: 137, restarts: 1 })
})

it('kills what needs more memory than it may have, at its start', async () => {
  const { clock, life, container, seen } = made({
    limits: { cpus: 0, memoryBytes: 1e6 },
    program: { memoryBytes: 2e6 },
  })
  life.start(container)
  await clock.advance(0)
  expect(seen()).toMatchObject({ state: 'exited', oomKilled: true, exitCode: 137 })
})

it('has an address and published ports only while it runs', async () => {
  const published = { '80/tcp': [{ host: '127.0.0.1', port: 8080 }] }
  const { clock, life, container, seen } = made({ published })
  container.seen.networks = { back: { address: '', aliases: ['web'], links: [], fixedAddress: null } }
  life.start(container)
  expect(seen()).toMatchObject({ published, networks: { back: { aliases: ['web'] } } })
  const { back } = container.seen.networks
  expect(back?.address).not.toBe('')
  life.signal(container, 'SIGTERM')
  await clock.advance(0)
  expect(seen()).toMatchObject({ published: {}, networks: { back: { address: '' } }, exitCode: 143 })
})
