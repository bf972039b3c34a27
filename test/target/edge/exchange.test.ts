import { expect, test } from 'vitest'
import type { AccessLine } from '../../../src/target/edge/access-log.ts'
import { exchange } from '../../../src/target/edge/exchange.ts'
import type { Upstream } from '../../../src/target/edge/upstream.ts'
import { configWith, host, nowhere, rotationOf, served, upstreamAt } from './served.ts'

/** What a client got through an edge before these, and the line that the edge wrote of it. */
async function through(
  upstreams: Upstream[],
  { env = {}, ...asked }: { env?: Record<string, string>; method?: string; body?: string } = {},
): Promise<{ status: number | null; body: string; line: AccessLine }> {
  const { promise: line, resolve } = Promise.withResolvers<AccessLine>()
  const rotation = rotationOf(...upstreams)
  const url = await served((request, response) => {
    void exchange(request, response, rotation, configWith(env)).then(resolve)
  })
  const { status, body } = await host.net.request(`${url}/a?secret=1`, { timeoutMs: 3000, ...asked })
  return { status, body, line: await line }
}

const hello = () => served((_request, response) => void response.end('hello'))

test('a request is answered by the next that is in; its line has no query', async () => {
  const { status, body, line } = await through([upstreamAt(await hello())])
  expect({ status, body }).toEqual({ status: 200, body: 'hello' })
  expect(line).toMatchObject({
    method: 'GET',
    path: '/a',
    status: 200,
    instance: 'one',
    attempts: [{ instance: 'one', status: 200 }],
  })
})

test('what was not sent goes to another, whatever it is, and who refused gets nothing more', async () => {
  const dead = upstreamAt(await nowhere(), 'ready', 'dead')
  const { status, line } = await through([dead, upstreamAt(await hello())], { method: 'POST', body: 'x' })
  expect(status).toBe(200)
  expect(line.attempts.map(({ instance, error }) => [instance, error])).toEqual([
    ['dead', 'ECONNREFUSED'],
    ['one', undefined],
  ])
  expect(dead.in).toBe(false)
})

test('what may have been sent is not sent again', async () => {
  const breaks = await served((request) => void request.socket.destroy())
  const good = await hello()
  const both = () => [upstreamAt(breaks, 'ready', 'breaks'), upstreamAt(good)]
  const write = await through(both(), { method: 'POST', body: 'x' })
  expect([write.status, write.line.attempts.length]).toEqual([502, 1])
  const read = await through(both())
  expect([read.status, read.line.attempts.length]).toEqual([200, 2])
})

test('nobody in is 503, nobody in time is 504, too much is 413', async () => {
  expect((await through([upstreamAt(await hello(), 'unready')])).status).toBe(503)
  const hung = upstreamAt(await served(() => undefined))
  expect((await through([hung], { env: { EDGE_TIMEOUT_MS: '50' } })).status).toBe(504)
  const small = { EDGE_MAX_BODY_BYTES: '3' }
  expect(
    (await through([upstreamAt(await hello())], { env: small, method: 'POST', body: 'long' })).status,
  ).toBe(413)
})
