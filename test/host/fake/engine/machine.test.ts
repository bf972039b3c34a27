import { expect, it } from 'vitest'
import { fakeHost } from '../../../../src/host/fake/host.ts'

it('makes nothing of an image or on a network that is not there', () => {
  const machine = fakeHost().engines.run()
  const spec = { name: 'web', image: 'app', program: {}, networks: { back: [] } }
  expect(() => machine.create(spec)).toThrow('no image app')
  machine.addImage('app')
  expect(() => machine.create(spec)).toThrow('no network back')
  machine.addNetwork('back')
  expect(machine.create(spec)).toMatch(/^[0-9a-f]{64}$/)
  expect(() => machine.say('none', 'stdout', 'a')).toThrow('no container none')
})

it('tells of health as it changes, and of none for what does not run', async () => {
  const host = fakeHost()
  const machine = host.engines.run()
  machine.addImage('app')
  const labels = { a: 'b' }
  const id = machine.create({ name: 'web', image: 'app', program: {}, labels, checked: true })
  const engine = host.engines.open({ url: 'unix:///var/run/docker.sock', tls: null })
  const told: (string | null)[] = []
  await engine.follow(labels, ({ health }) => told.push(health))
  machine.setHealth(id, 'healthy')
  expect(await engine.container(id)).toMatchObject({ health: null })
  await engine.start(id)
  expect(await engine.container(id)).toMatchObject({ health: 'starting' })
  for (const health of ['healthy', 'healthy', 'unhealthy'] as const) machine.setHealth(id, health)
  expect(told.filter((health) => health !== null)).toEqual(['healthy', 'unhealthy'])
})
