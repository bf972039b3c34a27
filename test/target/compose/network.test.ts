import { expect, it } from 'vitest'
import { networkOf } from '../../../src/target/compose/network.ts'
import { runUndo } from '../../../src/undo/map.ts'
import { ENDPOINT, open, rigWith } from './rig.ts'

const names = { aliases: ['web-1'], links: [], fixedAddress: null }

it('takes a container off every network, each by a command, and puts it back', async () => {
  const { runtime, look, intents } = await rigWith({ networks: ['shop_back'] })
  const network = networkOf(runtime)
  const seen = await look('web-1')
  const from = await network.attached(seen)
  expect(from).toEqual({ shop_app: names, shop_back: names })
  const { command } = await network.disconnect(seen)
  expect(command.argv.join(' ')).toBe('docker network disconnect shop_app shop-web-1-1')
  expect(intents.map((intent) => intent.command?.argv.join(' '))).toEqual([
    'docker network disconnect shop_back shop-web-1-1',
  ])
  expect(await network.attached(seen)).toEqual({})
  expect(Object.keys(await network.attached(await look('web-2')))).toHaveLength(2)
  await network.reconnect(seen, from)
  expect(await network.attached(seen)).toEqual(from)
})

it('is undone by another process, from plain data', async () => {
  const { runtime, look, ids, host } = await rigWith()
  const network = networkOf(runtime)
  const seen = await look('web-1')
  const from = await network.attached(seen)
  const undo = network.disconnectUndo(seen, from)
  expect(undo).toEqual({
    kind: 'reconnect-container',
    args: { endpoint: ENDPOINT, id: ids['web-1'], networks: from },
  })
  await network.disconnect(seen)
  const written = JSON.parse(JSON.stringify(undo))
  expect(await runUndo(written, { host, signal: open, hurry: true })).toMatchObject({ outcome: 'undone' })
  expect(await network.attached(seen)).toEqual(from)
})

it('does not hit what is down, or another one by now', async () => {
  const { runtime, look, ids, host } = await rigWith()
  const network = networkOf(runtime)
  const seen = await look('web-1')
  await host.clock.advance(10)
  await expect(network.disconnect({ ...seen, identity: null })).rejects.toThrow('web-1 is down')
  await runtime.engine.stop(ids['web-1'] ?? '', 0)
  await runtime.engine.start(ids['web-1'] ?? '')
  await expect(network.disconnect(seen)).rejects.toThrow('started anew')
})
