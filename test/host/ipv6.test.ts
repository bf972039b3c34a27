import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bareHost, hostInUrl } from '../../src/host/ipv6.ts'
import { nodeHost } from '../../src/host/node.ts'

describe('an IPv6 address', () => {
  it.each([
    ['::1', '[::1]'],
    ['2001:db8::1', '[2001:db8::1]'],
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', 'localhost'],
  ])('stands in brackets in a URL alone: %s', (bare, inUrl) => {
    expect(hostInUrl(bare)).toBe(inUrl)
    expect(hostInUrl(inUrl)).toBe(inUrl)
    expect(bareHost(inUrl)).toBe(bare)
    expect(new URL(`http://${hostInUrl(bare)}:80`).hostname).toBe(inUrl)
  })
})

describe('what listens on the loopback of IPv6', () => {
  const { net } = nodeHost()
  const server = createServer((_, response) => response.end('ok'))
  let url = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '::1', resolve))
    const address = server.address()
    url = `http://[::1]:${typeof address === 'object' ? address?.port : 0}`
  })
  afterAll(() => void server.close())

  it('is reached by its URL, and by the host of it', async () => {
    const { hostname, port } = new URL(url)
    expect(await net.request(url, { timeoutMs: 2000 })).toMatchObject({ status: 200 })
    expect(await net.probe(url, { timeoutMs: 2000 })).toMatchObject({ status: 200 })
    expect(await net.accepts(hostname, Number(port), 2000)).toBe(true)
    expect(await net.firstByte(hostname, Number(port), 'GET / HTTP/1.0\r\n\r\n', 2000)).toMatchObject({
      error: null,
    })
  })
})
