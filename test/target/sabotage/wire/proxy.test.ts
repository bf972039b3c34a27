import { afterEach, describe, expect, it } from 'vitest'
import { nodeHost } from '../../../../src/host/node.ts'
import { type HttpServer, serveHttp } from '../../../../src/host/serve.ts'
import { serveWire, type WireProxy } from '../../../../src/target/sabotage/wire/proxy.ts'
import type { WireKind } from '../../../../src/target/sabotage/wire/settings.ts'

const WITHIN = { timeout: 10_000 }
const host = nodeHost()
const open: (HttpServer | WireProxy)[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()))
})

/** What an edge was asked, and one that answers with its own name, what it was sent, and where it was called. */
async function startEdge(name: string, got: string[] = []): Promise<string> {
  const port = await host.net.freePort()
  const server = await serveHttp(port, {
    async request(request, response) {
      const body = Buffer.concat(await request.toArray()).toString()
      got.push(`${request.method} ${request.url} ${body}`)
      response.setHeader('x-name', name)
      if (request.url === '/moved') response.writeHead(302, { location: `http://127.0.0.1:${port}/there` })
      if (request.method === 'POST') response.statusCode = 201
      response.end(`${name}: ${body || request.headers.host}`)
    },
    upgrade(_request, socket) {
      socket.on('error', () => undefined).on('end', () => socket.end())
      socket
        .resume()
        .write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n')
    },
  })
  open.push(server)
  return `http://127.0.0.1:${port}`
}

async function start(kind: WireKind, to: string[], { share = 1, byMs = 0, begin = true } = {}) {
  const listen = await host.net.freePort()
  const proxy = await serveWire({ kind, listen, to, share, byMs }, () => 0)
  open.push(proxy)
  if (begin) proxy.begin()
  const url = `http://127.0.0.1:${listen}`
  const ask = (path = '/', method = 'GET', body?: string) =>
    host.net.request(`${url}${path}`, { timeoutMs: 3000, method, ...(body === undefined ? {} : { body }) })
  return { proxy, url, ask, listen }
}

describe('a proxy that only passes on', () => {
  it('gives every request to the edge as it is, and the answer back', async () => {
    const got: string[] = []
    const edge = await startEdge('edge', got)
    const { ask, proxy } = await start('passes', [edge])
    expect(await ask('/a?b=c')).toMatchObject({ status: 200, body: `edge: ${new URL(edge).host}` })
    expect(await ask('/a', 'POST', 'sent')).toMatchObject({ status: 201, body: 'edge: sent' })
    expect(got).toEqual(['GET /a?b=c ', 'POST /a sent'])
    expect(proxy.counts()).toEqual({ seen: 2, spoiled: 0 })
  })

  it('keeps users on its own address when the edge sends them elsewhere on it', async () => {
    const { ask, url } = await start('passes', [await startEdge('edge')])
    expect((await ask('/moved')).headers.location).toBe(`${url}/there`)
  })

  it('keeps a connection open for as long as its user does', async () => {
    const { url } = await start('passes', [await startEdge('edge')])
    expect((await fetch(url)).headers.get('connection')).toBe('keep-alive')
  })

  it('breaks off what the edge refuses', async () => {
    const { ask } = await start('passes', [`http://127.0.0.1:${await host.net.freePort()}`])
    expect(await ask()).toMatchObject({ status: null, error: 'ECONNRESET' })
  })

  it('passes a change of protocol on', async () => {
    const { listen } = await start('passes', [await startEdge('edge')])
    const head = `GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`
    expect(await host.net.firstByte('127.0.0.1', listen, head, 2000)).toEqual({
      tookMs: expect.any(Number),
      error: null,
      taken: true,
      said: expect.stringMatching(/^HTTP\/1\.1 /),
    })
  })
})

describe('a proxy that spoils', () => {
  it('spoils nothing before it is told to begin', async () => {
    const { ask, proxy } = await start('loses', [await startEdge('edge')], { begin: false })
    expect(await ask()).toMatchObject({ status: 200 })
    proxy.begin()
    expect(await ask()).toMatchObject({ status: null })
    expect(proxy.counts()).toEqual({ seen: 1, spoiled: 1 })
  })

  it('loses: nothing reaches the edge, and the answer breaks off after its first bytes', async () => {
    const got: string[] = []
    const { ask, listen } = await start('loses', [await startEdge('edge', got)])
    expect(await ask('/', 'POST', 'sent')).toMatchObject({ status: null, body: '' })
    // A client that saw no byte at all may send it again by itself.
    const head = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
    expect(await host.net.firstByte('127.0.0.1', listen, head, 2000)).toMatchObject({ error: null })
    expect(got).toEqual([])
  })

  it('delays: the answer is the same, and late', async () => {
    const { ask } = await start('delays', [await startEdge('edge')], { byMs: 250 })
    const { status, startedMs, endedMs } = await ask()
    expect(status).toBe(200)
    expect(endedMs - startedMs).toBeGreaterThanOrEqual(250)
  })

  it('duplicates: the edge gets a write twice and its user one answer; a read once', async () => {
    const got: string[] = []
    const { ask, proxy } = await start('duplicates', [await startEdge('edge', got)])
    expect(await ask('/orders', 'POST', 'sent')).toMatchObject({ status: 201, body: 'edge: sent' })
    await expect.poll(() => got, WITHIN).toEqual(['POST /orders sent', 'POST /orders sent'])
    expect(await ask()).toMatchObject({ status: 200 })
    expect(got).toHaveLength(3)
    expect(proxy.counts()).toEqual({ seen: 2, spoiled: 1 })
  })

  it('loses writes: acknowledges as the edge did before, and passes nothing on', async () => {
    const got: string[] = []
    const { ask, proxy } = await start('loses-writes', [await startEdge('edge', got)])
    // There is no answer yet that could be given again.
    expect(await ask('/orders', 'POST', 'first')).toMatchObject({ status: 201, body: 'edge: first' })
    const again = await ask('/orders', 'POST', 'second')
    expect(again).toMatchObject({ status: 201, body: 'edge: first', headers: { 'x-name': 'edge' } })
    expect(got).toEqual(['POST /orders first'])
    expect(proxy.counts()).toEqual({ seen: 2, spoiled: 1 })
  })
})

describe('an edge without retries', () => {
  it('takes turns, and says 502 for the one that is gone', async () => {
    const gone = `http://127.0.0.1:${await host.net.freePort()}`
    const { ask, proxy } = await start('no-retries', [await startEdge('one'), gone, await startEdge('two')])
    const answers = [await ask(), await ask(), await ask(), await ask()]
    expect(answers.map(({ status, headers }) => headers['x-name'] ?? status)).toEqual([
      'one',
      502,
      'two',
      'one',
    ])
    expect(proxy.counts()).toEqual({ seen: 4, spoiled: 1 })
  })

  it('counts who waits for one that hangs, once, also when it is given up', async () => {
    const port = await host.net.freePort()
    const hanging = await serveHttp(port, { request: () => undefined, upgrade: () => undefined })
    open.push(hanging)
    const { ask, proxy } = await start('no-retries', [`http://127.0.0.1:${port}`])
    const answered = ask()
    await expect.poll(() => proxy.counts(), WITHIN).toEqual({ seen: 1, spoiled: 1 })
    expect(await answered).toMatchObject({ status: null })
    expect(proxy.counts()).toEqual({ seen: 1, spoiled: 1 })
  })

  it('counts an answer that breaks off', async () => {
    const port = await host.net.freePort()
    const breaking = await serveHttp(port, {
      request: (_request, response) => void response.write('begun', () => response.destroy()),
      upgrade: () => undefined,
    })
    open.push(breaking)
    const { ask, proxy } = await start('no-retries', [`http://127.0.0.1:${port}`])
    expect(await ask()).toMatchObject({ status: null })
    expect(proxy.counts()).toEqual({ seen: 1, spoiled: 1 })
  })
})
