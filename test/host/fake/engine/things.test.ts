import { expect, it } from 'vitest'
import { fakeHost } from '../../../../src/host/fake/host.ts'

it('finds an image by name, by name with its tag, and by id', async () => {
  const host = fakeHost()
  const id = host.engines.run().addImage('app', { digests: ['app@sha256:1'], labels: { a: 'b' } })
  const engine = host.engines.open({ url: 'unix:///var/run/docker.sock', tls: null })
  const image = {
    id,
    digests: ['app@sha256:1'],
    labels: { a: 'b' },
    entrypoint: [],
    command: [],
    variables: [],
  }
  for (const name of ['app', 'app:latest', id]) expect(await engine.image(name)).toEqual(image)
  expect(await engine.image('app:1')).toBeNull()
})

it('publishes ports by way of a network, as long as there is one', async () => {
  const host = fakeHost()
  const machine = host.engines.run()
  machine.addImage('app')
  for (const name of ['front', 'back']) machine.addNetwork(name)
  const published = { '80/tcp': [{ host: '127.0.0.1', port: 8080 }] }
  const networks = { front: [], back: [] }
  const id = machine.create({ name: 'web', image: 'app', program: {}, networks, published })
  const engine = host.engines.open({ url: 'unix:///var/run/docker.sock', tls: null })
  await engine.start(id)
  await engine.disconnect(id, 'front')
  expect(await engine.container(id)).toMatchObject({ published })
  await engine.disconnect(id, 'back')
  expect(await engine.container(id)).toMatchObject({ published: {}, networks: {} })
  await engine.connect(id, 'back', { aliases: [], links: [], fixedAddress: null })
  expect(await engine.container(id)).toMatchObject({ published })
})
