import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import type { Request } from '../../../src/host/serve.ts'
import { passedBack, readOutgoing } from '../../../src/target/edge/outgoing.ts'

function request(method: string, headers: Record<string, string>, ...body: string[]): Request {
  const rawHeaders = Object.entries(headers).flat()
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const stream = Readable.from(body.map((piece) => Buffer.from(piece)))
  const about = { method, url: '/x?y', headers: lower, rawHeaders, socket: { remoteAddress: '10.0.0.1' } }
  return Object.assign(stream, about) as unknown as Request
}

test('a request goes on with its own headers, but for those of the connection, and says who asked', async () => {
  const headers = {
    Host: 'shop',
    Connection: 'keep-alive, X-Hop',
    'X-Hop': '1',
    'Keep-Alive': '5',
    Accept: 'a',
  }
  const outgoing = await readOutgoing(request('GET', headers), 100)
  expect(outgoing?.headers).toEqual(['Host', 'shop', 'Accept', 'a', 'x-forwarded-for', '10.0.0.1'])
  expect(outgoing).toMatchObject({ method: 'GET', path: '/x?y', body: null })
})

test('its body is read whole, and refused where it is longer than allowed', async () => {
  const headers = { 'Content-Length': '6' }
  expect(String((await readOutgoing(request('POST', headers, 'abc', 'def'), 6))?.body)).toBe('abcdef')
  expect(await readOutgoing(request('POST', headers, 'abc', 'def'), 5)).toBeNull()
})

test('only what is safe to send twice may be', async () => {
  const repeatable = async (method: string, headers: Record<string, string> = {}) =>
    (await readOutgoing(request(method, headers), 1))?.repeatable
  for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(await repeatable(method)).toBe(true)
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) expect(await repeatable(method)).toBe(false)
  expect(await repeatable('POST', { 'Idempotency-Key': 'k' })).toBe(true)
})

test('an answer comes back without the headers of the connection', () => {
  const headers = {
    'content-type': 'a',
    connection: 'close',
    'transfer-encoding': 'chunked',
    'set-cookie': ['1', '2'],
    gone: undefined,
  }
  expect(passedBack(headers)).toEqual({ 'content-type': 'a', 'set-cookie': ['1', '2'] })
})
