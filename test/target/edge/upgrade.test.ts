import { request } from 'node:http'
import { type Duplex, PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { type Request, serveHttp } from '../../../src/host/serve.ts'
import { upgrader } from '../../../src/target/edge/upgrade.ts'
import { configWith, host, upstreamAt } from './served.ts'

// How one is passed on is seen on a running edge: edge.test.ts.
test('a WebSocket that nobody can take is refused', async () => {
  const socket = new PassThrough()
  upgrader({ pick: () => null }, configWith())({} as Request, socket, Buffer.alloc(0))
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 503 /)
})

test('a client that is gone before it is refused does no harm', async () => {
  const socket = new PassThrough()
  upgrader({ pick: () => null }, configWith())({} as Request, socket, Buffer.alloc(0))
  socket.destroy(new Error('ECONNRESET'))
  await new Promise((resolve) => socket.once('close', resolve))
  expect(socket.destroyed).toBe(true)
})

test('a handshake that nobody answers is given up in the time of any other answer', async () => {
  const left = Promise.withResolvers<void>()
  const hung = await listening((socket) => {
    socket.resume().once('end', () => left.resolve(void socket.destroy()))
  })
  const upstream = upstreamAt(`http://127.0.0.1:${hung}`)
  const pass = upgrader({ pick: () => upstream }, configWith({ EDGE_TIMEOUT_MS: '200' }))
  const edge = await listening((socket, asked, head) => pass(asked, socket, head))
  const headers = { connection: 'upgrade', upgrade: 'websocket' }
  const client = request({ host: '127.0.0.1', port: edge, headers }).end()
  await expect(new Promise((_resolve, reject) => client.once('error', reject))).rejects.toThrow('hang up')
  await left.promise
})

/** The port of one that is only asked for WebSockets. */
async function listening(upgrade: (socket: Duplex, request: Request, head: Buffer) => void): Promise<number> {
  const port = await host.net.freePort()
  const server = await serveHttp(port, {
    request: (_request, response) => void response.end(),
    upgrade: (asked, socket, head) => upgrade(socket, asked, head),
  })
  onTestFinished(() => server.close())
  return port
}
