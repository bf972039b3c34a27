import { expect, it } from 'vitest'
import { linksOf, openLinks } from '../../../src/target/compose/links.ts'
import { runUndo } from '../../../src/undo/map.ts'
import { madeToxiproxy } from '../../host/made-toxiproxy.ts'
import { ENDPOINT, open, rigWith } from './rig.ts'

const EFFORT = { connections: 4, timeoutMs: 1000 }

async function linked() {
  const rig = await rigWith()
  const id = rig.engine.create({
    name: 'shop-firedrill-link-db-1',
    image: 'shop:1',
    program: { receivesPerMs: 2 },
    labels: {
      'com.docker.compose.project': 'shop',
      'com.docker.compose.service': 'firedrill-link-db',
      'com.docker.compose.oneoff': 'False',
    },
  })
  await rig.runtime.engine.start(id)
  const ports = { ...rig.around.ports, 'firedrill-link-db': 4001, 'firedrill-link-db:api': 4002 }
  const around = { ...rig.around, links: ['db'], ports }
  const made = madeToxiproxy(rig.host.net, 4002, 4001)
  await openLinks(around, rig.runtime)
  const links = (await linksOf(around, rig.runtime))!
  return { ...rig, around, made, links, id }
}

it('has none where the run needs none', async () => {
  const { around, runtime } = await rigWith()
  expect(await linksOf(around, runtime)).toBeNull()
})

it('leads to the service by its name, and is quiet until it is told otherwise', async () => {
  const { made, links } = await linked()
  expect(made.proxies.get('db')).toMatchObject({ listen: '0.0.0.0:5432', upstream: 'db:5432' })
  expect(links.names).toEqual(['db'])
  expect(await links.look('db', EFFORT)).toEqual({ set: null, connections: 4, broken: 0, answerMs: 1 })
  await expect(links.clear('cache')).rejects.toMatchObject({ code: 'drill-invalid' })
})

it('is slow, cut or flaky, each by a request that a person could send', async () => {
  const { made, links } = await linked()
  const { command } = await links.disturb('db', { kind: 'slow', byMs: 100 })
  expect(command.argv.join(' ')).toBe(
    'curl -X POST http://127.0.0.1:4002/proxies/db/toxics -d {"name":"firedrill","type":"latency","stream":"upstream","toxicity":1,"attributes":{"latency":100}}',
  )
  expect(await links.look('db', EFFORT)).toEqual({ set: 'slow', connections: 4, broken: 0, answerMs: 101 })
  await links.clear('db')
  await links.disturb('db', { kind: 'cut' })
  expect(await links.look('db', EFFORT)).toEqual({ set: 'cut', connections: 4, broken: 4, answerMs: null })
  await links.clear('db')
  await links.disturb('db', { kind: 'flaky', share: 0.5 })
  expect(await links.look('db', EFFORT)).toEqual({ set: 'flaky', connections: 4, broken: 2, answerMs: 1 })
  await links.clear('db')
  expect(await links.look('db', EFFORT)).toMatchObject({ set: null, broken: 0 })
  expect(made.told.at(-1)).toBe('/reset')
})

it('decides anew each second which connections of a flaky link break, until it is cleared', async () => {
  const { made, links, host } = await linked()
  const again = () => made.told.filter((each) => each.includes('/toxics/firedrill')).length
  await links.disturb('db', { kind: 'flaky', share: 0.05 })
  await host.clock.sleep(3500)
  expect(again()).toBe(3)
  expect(made.told.at(-1)).toBe('/proxies/db/toxics/firedrill {"toxicity":0.05}')
  await links.clear('db')
  await host.clock.sleep(3500)
  expect(again()).toBe(3)
})

it('counts what came by since the last look', async () => {
  const { links, host } = await linked()
  await host.clock.sleep(100)
  expect(await links.usedBytes('db')).toBeGreaterThanOrEqual(200)
  await links.look('db', EFFORT)
  expect(await links.usedBytes('db')).toBe(0)
})

it('is undone by another process, from plain data', async () => {
  const { links, host, id } = await linked()
  const undo = links.disturbUndo('db')
  expect(undo).toEqual({
    kind: 'clear-link',
    args: { endpoint: ENDPOINT, id, url: 'http://127.0.0.1:4002', proxy: 'db' },
  })
  await links.disturb('db', { kind: 'cut' })
  expect(await runUndo(JSON.parse(JSON.stringify(undo)), { host, signal: open, hurry: true })).toMatchObject({
    outcome: 'undone',
  })
  expect(await links.look('db', EFFORT)).toMatchObject({ set: null, broken: 0 })
})

it('says that a link did not come up', async () => {
  const { around, runtime, host, id } = await linked()
  await runtime.engine.stop(id, 0)
  host.net.close(4002)
  await expect(openLinks(around, runtime)).rejects.toMatchObject({
    code: 'start-failed',
    message: 'The link to db did not come up: shop-firedrill-link-db-1 is exited.',
  })
})
