import { afterEach, expect, it } from 'vitest'
import { type Answer, inspected, json, type StubEngine, stubEngine } from './stub-engine.ts'

let stub: StubEngine
afterEach(() => stub.close())
const as = (...aliases: string[]) => ({ aliases, links: [], fixedAddress: null })
const done: Answer = (response) => void response.writeHead(200).end()

it('knows by name and by id what a container is connected to, and does nothing twice', async () => {
  const Networks = { back: { NetworkID: 'n1', IPAddress: '10.0.0.2', Aliases: null } }
  const NetworkSettings = { Networks, Ports: {} }
  stub = await stubEngine({
    'GET /containers/a/json': json({ ...inspected(), NetworkSettings }),
    'POST /networks/n1/disconnect': done,
    'POST /networks/front/connect': done,
  })
  for (const network of ['back', 'n1']) await stub.engine.connect('a', network, as())
  await stub.engine.disconnect('a', 'front')
  await stub.engine.disconnect('a', 'n1')
  await stub.engine.connect('a', 'front', as('web'))
  const acts = stub.asked.filter((asked) => asked.startsWith('POST'))
  expect(acts).toEqual(['POST /networks/n1/disconnect', 'POST /networks/front/connect'])
})

it('lists none where an engine has none', async () => {
  stub = await stubEngine({ 'GET /volumes': json({ Volumes: null }), 'GET /networks': json([]) })
  expect(await stub.engine.volumes({ a: 'b' })).toEqual([])
  expect(await stub.engine.networks({ a: 'b' })).toEqual([])
})
