import { expect, it } from 'vitest'
import { joiningsOf } from '../../src/host/engine/rejoin.ts'
import { reconnectContainer } from '../../src/undo/reconnect-container.ts'
import { ENDPOINT, open, rigWith } from '../target/compose/rig.ts'

it('puts a container back on its networks, once; one that is gone needs nothing', async () => {
  const { host, runtime, ids } = await rigWith()
  const { engine } = runtime
  const id = ids['web-1'] ?? ''
  const networks = joiningsOf((await engine.container(id))!)
  const undo = () =>
    reconnectContainer({ endpoint: ENDPOINT, id, networks }, { host, signal: open, hurry: true })
  await engine.disconnect(id, 'shop_app')
  expect(await undo()).toEqual({
    outcome: 'undone',
    healed: true,
    evidence: 'the container shop-web-1-1 is back on shop_app (as web-1)',
    remedy: null,
  })
  expect(joiningsOf((await engine.container(id))!)).toEqual(networks)
  expect(await undo()).toMatchObject({ outcome: 'nothing', healed: true })
  await engine.remove(id)
  expect(await undo()).toMatchObject({
    outcome: 'nothing',
    evidence: `there is no container ${id.slice(0, 12)}`,
  })
})

it('is not done when it is not seen to be back, and says what to type', async () => {
  const { host, runtime, ids } = await rigWith()
  const id = ids['web-1'] ?? ''
  const further = { IPAMConfig: { IPv6Address: 'fd00::7' }, DriverOpts: { vlan: '7' }, GwPriority: 1 }
  const shop_app = { aliases: ['web-1'], links: ['link-db:db'], fixedAddress: '10.9.0.7', further }
  const networks = { shop_app }
  await runtime.engine.disconnect(id, 'shop_app')
  // An engine that takes the order and does nothing.
  const engines = { ...host.engines, open: () => ({ ...runtime.engine, connect: async () => undefined }) }
  const context = { host: { ...host, engines }, signal: open, hurry: true }
  expect(await reconnectContainer({ endpoint: ENDPOINT, id, networks }, context)).toMatchObject({
    outcome: 'failed',
    healed: false,
    remedy:
      'docker --host unix:///var/run/docker.sock network connect --alias web-1 --link link-db:db --ip 10.9.0.7 --ip6 fd00::7 --driver-opt vlan=7 --gw-priority 1 shop_app shop-web-1-1',
  })
})

it('has one that is there under other names taken off first: an engine gives no further name to who is there', async () => {
  const { host, runtime, ids } = await rigWith()
  const id = ids['web-1'] ?? ''
  const networks = { shop_app: { aliases: ['web-1', 'the web'], links: [], fixedAddress: null } }
  const nothing = async () => undefined
  const engines = {
    ...host.engines,
    open: () => ({ ...runtime.engine, connect: nothing, disconnect: nothing }),
  }
  const context = { host: { ...host, engines }, signal: open, hurry: true }
  const docker = 'docker --host unix:///var/run/docker.sock network'
  expect(await reconnectContainer({ endpoint: ENDPOINT, id, networks }, context)).toMatchObject({
    outcome: 'failed',
    remedy: `${docker} disconnect shop_app shop-web-1-1; ${docker} connect --alias web-1 --alias 'the web' shop_app shop-web-1-1`,
  })
})
