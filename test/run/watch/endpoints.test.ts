import { describe, expect, test } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import type { FakeAnswer } from '../../../src/host/fake/net.ts'
import { createEndpoints } from '../../../src/run/watch/endpoints.ts'

const URL_1 = 'http://127.0.0.1:3001'
const EDGE = new URL('https://shop.example/')

function instance(answers: Record<string, FakeAnswer>, health: string | null = '/health') {
  const host = fakeHost()
  const paths: string[] = []
  host.net.listen(3001, ({ path }) => {
    paths.push(path)
    return answers[path] ?? { status: 404 }
  })
  const endpoints = createEndpoints(host.net, host.clock, URL_1, {
    health,
    ready: '/ready',
    probe: '/products',
    edge: EDGE,
  })
  return { endpoints, paths }
}

describe('what an instance says', () => {
  test('that is well', async () => {
    const headers = { 'x-release': '1.0.0', 'x-boot-id': 'b1' }
    const { endpoints, paths } = instance({
      '/health': { status: 200 },
      '/ready': { status: 200, headers, body: '{"failing":[]}' },
      '/products': { status: 200 },
    })
    await endpoints.ask()
    expect(endpoints.said()).toEqual({
      health: 200,
      ready: 200,
      failing: [],
      serves: true,
      release: '1.0.0',
      bootId: 'b1',
    })
    expect(paths.toSorted()).toEqual(['/health', '/products', '/ready'])
  })

  test('that has lost its database: what fails is named, and it does not serve', async () => {
    const { endpoints } = instance({
      '/health': { status: 200 },
      '/ready': { status: 503, body: '{"failing":[{"check":"database"}]}' },
      '/products': { status: 500 },
    })
    await endpoints.ask()
    expect(endpoints.said()).toMatchObject({ health: 200, ready: 503, failing: ['database'], serves: false })
  })

  test.each([
    [200, true],
    [302, true],
    [404, false],
    [503, false],
  ])('a request that is answered with %i: serves %s', async (status, serves) => {
    const { endpoints } = instance({ '/products': { status } })
    await endpoints.ask()
    expect(endpoints.said()).toMatchObject({ serves })
  })

  test('by the headers as the target names them', async () => {
    const host = fakeHost()
    const headers = { 'x-version': '2.0.0', 'x-process': 'p1', 'x-release': 'a build', 'x-boot-id': 'b1' }
    host.net.listen(3001, () => ({ status: 200, headers }))
    const names = { release: 'X-Version', bootId: 'X-Process' }
    const paths = { health: null, ready: '/ready', headers: names, probe: '/', edge: EDGE }
    const endpoints = createEndpoints(host.net, host.clock, URL_1, paths)
    await endpoints.ask()
    expect(endpoints.said()).toMatchObject({ release: '2.0.0', bootId: 'p1' })
  })

  test('that answers nothing', async () => {
    const { endpoints } = instance({ '/health': 'hang', '/ready': 'reset', '/products': 'hang' })
    expect(endpoints.said()).toMatchObject({ health: null, ready: null, serves: false })
    await endpoints.ask()
    expect(endpoints.said()).toEqual({
      health: null,
      ready: null,
      failing: [],
      serves: false,
      release: null,
      bootId: null,
    })
  })

  test.each([
    [200, 400],
    [503, 2000],
  ])('that said %i and hangs then: it stands for %i ms', async (status, standsMs) => {
    const host = fakeHost({ autoTime: false })
    let answer: FakeAnswer = { status }
    host.net.listen(3001, () => answer)
    const paths = { health: null, ready: '/ready', probe: '/products', edge: EDGE }
    const endpoints = createEndpoints(host.net, host.clock, URL_1, paths)
    await endpoints.ask()
    answer = 'hang'
    void endpoints.ask()
    await host.clock.advance(standsMs - 1)
    expect(endpoints.said().ready).toBe(status)
    await host.clock.advance(1)
    expect(endpoints.said().ready).toBeNull()
  })

  test('that is ready names nothing that fails, whatever its body holds', async () => {
    const { endpoints } = instance({ '/ready': { status: 200, body: '{"failing":["cache"]}' } })
    await endpoints.ask()
    expect(endpoints.said()).toMatchObject({ ready: 200, failing: [] })
  })

  test('by the headers of any answer, that of its readiness before the others', async () => {
    const of = (release: string) => ({ status: 200, headers: { 'x-release': release } })
    const plain = instance({ '/health': of('1.0.0'), '/ready': { status: 200 } })
    await plain.endpoints.ask()
    expect(plain.endpoints.said().release).toBe('1.0.0')
    const mixed = instance({ '/health': of('1.0.0'), '/products': of('1.1.0'), '/ready': of('1.2.0') })
    await mixed.endpoints.ask()
    expect(mixed.endpoints.said().release).toBe('1.2.0')
  })

  test('without a health endpoint, none is asked', async () => {
    const { endpoints, paths } = instance({ '/ready': { status: 200 }, '/products': { status: 200 } }, null)
    await endpoints.ask()
    expect(endpoints.said()).toMatchObject({ health: null, ready: 200 })
    expect(paths).not.toContain('/health')
  })
})

describe('whether it serves', () => {
  /** Answers only whom it knows, as frameworks do that check the host. */
  async function askedTwice(good: (headers: Record<string, string>) => boolean) {
    const host = fakeHost()
    const hosts: (string | undefined)[] = []
    host.net.listen(3001, ({ path, headers }) => {
      if (path === '/') hosts.push(headers.host)
      return { status: path !== '/' || good(headers) ? 200 : 400 }
    })
    const paths = { health: null, ready: '/ready', probe: '/', edge: EDGE }
    const endpoints = createEndpoints(host.net, host.clock, URL_1, paths)
    for (const _ of [1, 2]) await endpoints.ask()
    return { hosts, serves: endpoints.said().serves }
  }

  test('is asked as the edge passes users on: by the name that they use, over TLS where they do', async () => {
    const known = (headers: Record<string, string>) =>
      headers.host === 'shop.example' && headers['x-forwarded-proto'] === 'https'
    expect(await askedTwice(known)).toEqual({ hosts: ['shop.example', 'shop.example'], serves: true })
  })

  test('is asked by its own address where it knows no other name', async () => {
    const seen = await askedTwice(({ host }) => host === undefined)
    // As it answered first, it is asked from then on.
    expect(seen).toEqual({ hosts: ['shop.example', undefined, undefined], serves: true })
  })

  test('is told by the answer to a user where neither is good', async () => {
    expect(await askedTwice(() => false)).toMatchObject({ serves: false })
  })
})
