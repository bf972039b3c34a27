import { expect, it } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import { createToxiproxy } from '../../src/host/toxiproxy.ts'
import { madeToxiproxy } from './made-toxiproxy.ts'

const URL = 'http://127.0.0.1:8474'
const slow = { type: 'latency', stream: 'upstream', toxicity: 1, attributes: { latency: 100 } } as const

it('makes a proxy once, poisons it, cuts it, and takes it all back', async () => {
  const { net } = fakeHost()
  const made = madeToxiproxy(net, 8474)
  const link = createToxiproxy(net, URL)
  expect(await link.show('db')).toBeNull()
  for (let times = 0; times < 2; times++) await link.add('db', '0.0.0.0:5432', 'db:5432')
  await expect(link.add('db', '0.0.0.0:5432', 'other:5432')).rejects.toThrow('another proxy "db", to db:5432')
  expect(await link.show('db')).toMatchObject({ enabled: true, upstream: 'db:5432', toxics: [] })
  await link.poison('db', slow)
  await link.again('db', 0.5)
  await link.enable('db', false)
  expect(await link.show('db')).toMatchObject({
    enabled: false,
    toxics: [{ name: 'firedrill', type: 'latency' }],
  })
  expect(made.told).toContain('/proxies/db/toxics/firedrill {"toxicity":0.5}')
  await link.reset()
  expect(await link.show('db')).toMatchObject({ enabled: true, toxics: [] })
  await expect(link.again('db', 0.5)).rejects.toMatchObject({ code: 'link-unreachable' })
})

it('says that nobody answers, or something else does', async () => {
  const { net } = fakeHost()
  const link = createToxiproxy(net, URL)
  await expect(link.reset()).rejects.toMatchObject({
    code: 'link-unreachable',
    message: 'The Toxiproxy at http://127.0.0.1:8474 (POST /reset): ECONNREFUSED.',
  })
  net.listen(8474, () => ({ status: 200, body: '<html>' }))
  await expect(link.show('db')).rejects.toThrow('no proxy of a Toxiproxy')
})
