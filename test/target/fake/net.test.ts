import { describe, expect, it } from 'vitest'
import { createFakeApp, EDGE_PORT } from '../../../src/target/fake/app.ts'
import { netOf } from '../../../src/target/fake/net.ts'
import { settingsOf } from '../../../src/target/fake/options.ts'

const get = { timeoutMs: 100 }

function setting() {
  const app = createFakeApp(2, settingsOf({}))
  for (const instance of app.all) instance.state = 'ready'
  const net = netOf(app)
  const ask = (port: number, path = '/') => net.request(`http://127.0.0.1:${port}${path}`, get)
  return { app, net, ask, first: app.all[0]!, second: app.all[1]! }
}

describe('the network of the fake', () => {
  it.each([
    ['down', null, 'ECONNREFUSED', false],
    ['restarting', null, 'ECONNREFUSED', false],
    ['paused', null, 'timeout', true],
    ['unready', 503, null, true],
    ['ready', 200, null, true],
  ] as const)('shows one that is %s as it would be', async (state, status, error, accepts) => {
    const { first, net, ask } = setting()
    first.state = state
    expect(await ask(first.port)).toMatchObject({ status, error })
    expect(await net.accepts('127.0.0.1', first.port, 100)).toBe(accepts)
    expect(await net.isFree(first.port)).toBe(!accepts)
  })

  it('tells by each endpoint what an instance says of itself', async () => {
    const { app, first, ask } = setting()
    app.services[0]!.state = 'stopped'
    expect(await ask(first.port, '/health')).toMatchObject({ status: 200 })
    const ready = await ask(first.port, '/ready')
    expect(ready.status).toBe(503)
    expect(JSON.parse(ready.body)).toMatchObject({ ready: false, failing: [{ check: 'db' }] })
    const version = await ask(first.port, '/version')
    expect(version.headers).toMatchObject({ 'x-instance': 'web-1', 'x-release': '1.0.0' })
    expect(JSON.parse(version.body)).toMatchObject({ version: '1.0.0', instance: 'web-1' })
  })

  it('gives a request at the edge to one that is ready and gets any', async () => {
    const { app, first, ask } = setting()
    const who = async () => (await ask(EDGE_PORT)).headers['x-instance']
    expect(await who()).toBe('web-1')
    first.state = 'unready'
    expect(await who()).toBe('web-2')
    first.state = 'ready'
    app.weights = new Map([['web-2', 1]])
    expect(await who()).toBe('web-2')
    app.weights = new Map()
    expect((await ask(EDGE_PORT)).status).toBe(503)
  })

  it('shows what a service is', async () => {
    const { app, net } = setting()
    const db = app.services[0]!
    const accepts = () => net.accepts('127.0.0.1', db.port, 100)
    expect(await accepts()).toBe(true)
    db.state = 'hang'
    expect(await accepts()).toBe(true)
    db.state = 'stopped'
    expect(await accepts()).toBe(false)
    expect(await net.freePort()).not.toBe(await net.freePort())
  })
})
