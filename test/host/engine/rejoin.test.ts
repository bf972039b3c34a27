import { expect, it } from 'vitest'
import { joiningsOf, notAsBefore, rejoin } from '../../../src/host/engine/rejoin.ts'
import { fakeHost } from '../../../src/host/fake/host.ts'

/** What was given for its place on the network, beside an IPv4 address. */
const further = {
  IPAMConfig: { IPv4Address: '10.9.0.7', IPv6Address: 'fd00::7' },
  DriverOpts: { 'com.example.vlan': '7' },
  GwPriority: 1,
}
const web = { aliases: ['web-1'], links: ['link-db:db'], fixedAddress: '10.9.0.7', further }

async function made() {
  const host = fakeHost()
  const machine = host.engines.run()
  machine.addImage('app')
  for (const name of ['front', 'back']) machine.addNetwork(name)
  const engine = host.engines.open({ url: 'unix:///var/run/docker.sock', tls: null })
  const id = machine.create({ name: 'web', image: 'app', program: {}, networks: { front: ['web-1'] } })
  await engine.start(id)
  const seen = async () => (await engine.container(id))!
  return { engine, id, seen }
}

it('knows how a container is on its networks, and puts it back so, as often as it is told', async () => {
  const { engine, id, seen } = await made()
  await engine.connect(id, 'back', web)
  const was = joiningsOf(await seen())
  expect(was).toEqual({ front: { aliases: ['web-1'], links: [], fixedAddress: null }, back: web })
  for (const network of ['front', 'back']) await engine.disconnect(id, network)
  expect(notAsBefore(await seen(), was)).toEqual(['front', 'back'])
  expect(await rejoin(engine, await seen(), was)).toEqual(['front', 'back'])
  expect(joiningsOf(await seen())).toEqual(was)
  expect(await rejoin(engine, await seen(), was)).toEqual([])
})

it.each([
  ['a name', { ...web, aliases: [] }],
  ['a link', { ...web, links: [] }],
  ['its address', { ...web, fixedAddress: null }],
  ['the rest that was given', { ...web, further: { ...further, IPAMConfig: { IPv6Address: 'fd00::8' } } }],
])('puts it back also where somebody did so without %s', async (_what, by) => {
  const { engine, id, seen } = await made()
  await engine.connect(id, 'back', by)
  expect(notAsBefore(await seen(), { back: web })).toEqual(['back'])
  expect(await rejoin(engine, await seen(), { back: web })).toEqual(['back'])
  expect(joiningsOf(await seen())).toMatchObject({ back: web })
})

it('takes what an older record says for all that was given', async () => {
  const { engine, id, seen } = await made()
  await engine.connect(id, 'back', web)
  const older = { aliases: ['web-1'], links: ['link-db:db'], fixedAddress: null }
  expect(notAsBefore(await seen(), { back: older })).toEqual([])
})
