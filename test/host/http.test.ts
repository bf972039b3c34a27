import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { nodeClock } from '../../src/host/clock.ts'
import { MAX_BODY_BYTES, requestOnce } from '../../src/host/http.ts'
import { VERSION } from '../../src/host/version.ts'

const clock = nodeClock()
const servers: Server[] = []
const sockets = new Set<Socket>()

/** Says `parts` one after the other to whoever connects, and how often that was. */
async function say(
  ...parts: string[]
): Promise<{ url: string; connections: () => number; heard: () => string }> {
  let connections = 0
  let heard = ''
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', (data) => {
      heard += data.toString()
      for (const part of parts) socket.write(part)
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/a?b=c`, connections: () => connections, heard: () => heard }
}

afterEach(() => {
  for (const socket of sockets) socket.destroy()
  for (const server of servers.splice(0)) server.close()
})

describe('one request', () => {
  it('opens a connection of its own each time and asks to close it, whatever headers are given', async () => {
    const server = await say('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')
    for (const _ of [1, 2, 3]) {
      const headers = { connection: 'keep-alive' }
      expect(await requestOnce(clock, server.url, { timeoutMs: 2000, headers })).toMatchObject({ body: 'hi' })
    }
    expect(server.connections()).toBe(3)
    expect(server.heard().toLowerCase()).not.toContain('keep-alive')
    expect(server.heard()).toContain('GET /a?b=c HTTP/1.1')
  })

  it('says who asks, unless the headers say it', async () => {
    const server = await say('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')
    await requestOnce(clock, server.url, { timeoutMs: 2000 })
    expect(server.heard()).toMatch(new RegExp(`^user-agent: firedrill/${VERSION}\r$`, 'im'))
    await requestOnce(clock, server.url, { timeoutMs: 2000, headers: { 'User-Agent': 'ops/1' } })
    expect(server.heard().match(/^user-agent: .*$/gim)).toEqual([
      expect.stringContaining('firedrill'),
      expect.stringMatching(/^user-agent: ops\/1/i),
    ])
  })

  it('bounds the whole of it, also a body that never ends', async () => {
    const server = await say('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhi')
    const answer = await requestOnce(clock, server.url, { timeoutMs: 100 })
    expect(answer).toMatchObject({ status: null, error: 'timeout' })
  })

  it('keeps at most 64 KiB of a body and does not wait for the rest', async () => {
    const server = await say(`HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(100_000)}`)
    const answer = await requestOnce(clock, server.url, { timeoutMs: 2000 })
    expect(answer).toMatchObject({ status: 200, error: null })
    expect(answer.body).toHaveLength(MAX_BODY_BYTES)
  })

  it('takes an answer that breaks off for none', async () => {
    const server = await say('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhi')
    const asking = requestOnce(clock, server.url, { timeoutMs: 2000 })
    while (sockets.size === 0) await clock.sleep(5)
    await clock.sleep(20)
    for (const socket of sockets) socket.end()
    expect(await asking).toMatchObject({ status: null, error: 'ECONNRESET' })
  })

  it('keeps the code of an answer that is no HTTP', async () => {
    const server = await say('no HTTP at all\r\n\r\n')
    const { status, error } = await requestOnce(clock, server.url, { timeoutMs: 2000 })
    expect(status).toBeNull()
    expect(error).toMatch(/^HPE_/)
  })

  it('does not throw on a method that does not exist', async () => {
    const server = await say('')
    const answer = await requestOnce(clock, server.url, { timeoutMs: 500, method: 'NO METHOD' })
    expect(answer).toMatchObject({ status: null, error: 'ERR_INVALID_HTTP_TOKEN' })
  })
})
