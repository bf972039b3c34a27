import { expect, test } from 'vitest'
import { administer } from '../../../src/target/edge/admin.ts'
import type { Upstream } from '../../../src/target/edge/upstream.ts'
import { host, nowhere, rotationOf, served, upstreamAt } from './served.ts'

async function asked(upstreams: Upstream[]) {
  const rotation = rotationOf(...upstreams)
  const url = await served((request, response) => void administer(request, response, rotation))
  return async (path: string, put?: unknown) => {
    const change = put === undefined ? {} : { method: 'PUT', body: JSON.stringify(put) }
    const { status, body } = await host.net.request(`${url}/_edge/${path}`, { timeoutMs: 2000, ...change })
    return { status, body: JSON.parse(body) as Record<string, unknown> }
  }
}

test('it lives whoever is in, and is ready only when somebody is', async () => {
  const one = upstreamAt(await nowhere(), 'unready')
  const ask = await asked([one])
  expect((await ask('health')).status).toBe(200)
  expect(await ask('ready')).toEqual({ status: 503, body: { in: [] } })
  one.checked = 'ready'
  expect(await ask('ready')).toEqual({ status: 200, body: { in: ['one'] } })
})

test('one can be drained and taken back', async () => {
  const ask = await asked([upstreamAt(await nowhere())])
  expect((await ask('upstreams/one', { state: 'drain' })).body).toMatchObject({ in: false, state: 'drain' })
  expect((await ask('upstreams/one', { state: 'ready' })).body).toMatchObject({ in: true, state: 'ready' })
})

test('what makes no sense is refused', async () => {
  const ask = await asked([upstreamAt(await nowhere())])
  expect((await ask('upstreams/one', { state: 'off' })).status).toBe(400)
  expect((await ask('upstreams/two', { state: 'drain' })).status).toBe(404)
  expect((await ask('upstreams', [])).status).toBe(400)
  expect((await ask('nothing')).status).toBe(404)
})
