import { request as httpRequest, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
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

test('what no upstream can be asked is answered by the edge, and held against nobody', async () => {
  const upstream = upstreamAt(await hello())
  const rotation = rotationOf(upstream)
  const lines: AccessLine[] = []
  const url = await served((request, response) => {
    void exchange(request, response, rotation, configWith()).then((line) => lines.push(line))
  })
  for (let n = 0; n < 3; n += 1) expect(await optionsOfAll(url)).toMatchObject({ status: 400 })
  expect(upstream.in).toBe(true)
  expect(lines[0]).toMatchObject({ method: 'OPTIONS', path: '*', status: 400, instance: null, attempts: [] })
})

test('a client that leaves a stream ends it at the upstream too', async () => {
  const { promise: left, resolve: leave } = Promise.withResolvers<void>()
  const events = await served((request, response) => {
    request.socket.once('close', leave)
    response.write('one')
    setTimeout(() => response.write('two'), 100)
  })
  const upstream = upstreamAt(events)
  const rotation = rotationOf(upstream)
  const { promise: line, resolve } = Promise.withResolvers<AccessLine>()
  const url = await served((request, response) => {
    void exchange(request, response, rotation, configWith()).then(resolve)
  })
  const client = httpRequest(url).end()
  const answer = await new Promise<IncomingMessage>((answered) => client.once('response', answered))
  let got = ''
  for await (const chunk of answer) {
    got += chunk
    expect([upstream.inFlight, upstream.answering]).toEqual([1, 1])
    if (got === 'onetwo') break
  }
  expect(got).toBe('onetwo')
  await left
  expect(await line).toMatchObject({ status: 200, aborted: 'client' })
  expect(upstream.inFlight).toBe(0)
})

/** `OPTIONS *`, which is about the server and no path of it. */
async function optionsOfAll(url: string): Promise<{ status: number | undefined; body: string }> {
  const client = httpRequest(url, { method: 'OPTIONS', path: '*' }).end()
  const answer = await new Promise<IncomingMessage>((answered) => client.once('response', answered))
  return { status: answer.statusCode, body: await text(answer) }
}
