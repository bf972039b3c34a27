import { request } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { nodeHost } from '../../src/host/node.ts'
import { type HttpServer, serveHttp } from '../../src/host/serve.ts'

const host = nodeHost()
let server: HttpServer | null = null
afterEach(() => server?.close())

async function serve(): Promise<number> {
  const port = await host.net.freePort()
  server = await serveHttp(port, {
    request: (_request, response) => void response.end('here'),
    upgrade: (_request, socket) => void socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
  })
  return port
}

it('answers on the loopback address, and no more once it is closed', async () => {
  const port = await serve()
  const ask = () => host.net.request(`http://127.0.0.1:${port}/`, { timeoutMs: 2000 })
  expect(await ask()).toMatchObject({ status: 200, body: 'here' })
  await server?.close()
  expect(await ask()).toMatchObject({ status: null, error: 'ECONNREFUSED' })
})

it('takes an offer of HTTP/2 for a plain request: only a WebSocket is passed on as it comes', async () => {
  const port = await serve()
  const ask = (headers: Record<string, string>, method = 'GET') =>
    new Promise<string>((answered, failed) => {
      const asked = request({ port, host: '127.0.0.1', method, headers }).end(method === 'POST' ? 'x' : '')
      asked.once('response', (answer) => answered(`${answer.resume().statusCode}`))
      asked.once('error', failed)
    })
  const h2c = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' }
  expect(await ask(h2c)).toBe('200')
  expect(await ask(h2c, 'POST')).toBe('200')
  expect(await ask({ connection: 'Upgrade', upgrade: 'WebSocket' })).toBe('101')
})

it('breaks off what is still open when it is told to', async () => {
  const port = await host.net.freePort()
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  server = await serveHttp(port, { request: () => arrive(), upgrade: () => undefined })
  const asked = host.net.request(`http://127.0.0.1:${port}/`, { timeoutMs: 5000 })
  await arrived
  const closed = server.close()
  server.breakOff()
  await closed
  expect((await asked).status).toBeNull()
})

it('tells that a port is taken', async () => {
  const port = await serve()
  await expect(serveHttp(port, { request: () => undefined, upgrade: () => undefined })).rejects.toThrow(
    'EADDRINUSE',
  )
})
