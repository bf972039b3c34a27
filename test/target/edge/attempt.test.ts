import { expect, test } from 'vitest'
import { attempt } from '../../../src/target/edge/attempt.ts'
import type { Outgoing } from '../../../src/target/edge/outgoing.ts'
import { nowhere, served, upstreamAt } from './served.ts'

const get: Outgoing = { method: 'GET', path: '/x', headers: [], body: null, repeatable: true }
const stays = new AbortController().signal

test('an answer is handed on as it begins', async () => {
  const url = await served((_request, response) => void response.writeHead(201).end('made'))
  const tried = await attempt(upstreamAt(url), get, 2000, stays)
  expect(tried.kind).toBe('answered')
  if (tried.kind !== 'answered') return
  expect(tried.response.statusCode).toBe(201)
  expect(await tried.response.body.text()).toBe('made')
})

test('what was refused was not sent; what was broken off may have been', async () => {
  expect(await attempt(upstreamAt(await nowhere()), get, 2000, stays)).toMatchObject({
    kind: 'failed',
    failure: 'unsent',
    error: 'ECONNREFUSED',
  })
  const url = await served((request) => void request.socket.destroy())
  expect(await attempt(upstreamAt(url), get, 2000, stays)).toMatchObject({ kind: 'failed', failure: 'reset' })
})

test('one that does not answer in time is given up, and so is one whose client has gone', async () => {
  const url = await served(() => undefined)
  expect(await attempt(upstreamAt(url), get, 50, stays)).toEqual({
    kind: 'failed',
    error: 'timeout',
    failure: 'timeout',
  })
  const gone = new AbortController()
  const tried = attempt(upstreamAt(url), get, 5000, gone.signal)
  gone.abort()
  expect(await tried).toEqual({ kind: 'client-gone' })
})

test('an answer may pause for as long as it likes once it has begun', async () => {
  const url = await served((_request, response) => {
    // Longer than the client's own timer needs to notice.
    response.write('one, ')
    setTimeout(() => response.end('two'), 2500)
  })
  const tried = await attempt(upstreamAt(url), get, 150, stays)
  if (tried.kind !== 'answered') throw new Error(tried.kind)
  expect(await tried.response.body.text()).toBe('one, two')
})

test('what cannot be sent to anybody is told from what an upstream did', async () => {
  const url = await served((_request, response) => void response.end())
  expect(await attempt(upstreamAt(url), { ...get, method: 'OPTIONS', path: '*' }, 2000, stays)).toEqual({
    kind: 'unsendable',
    error: 'path must be an absolute URL or start with a slash',
  })
})

test('only what can be tried elsewhere is cut short when its upstream turns out to hang', async () => {
  const url = await served(() => undefined)
  const upstream = upstreamAt(url)
  const write = attempt(upstream, { ...get, method: 'POST', repeatable: false }, 200, stays)
  const read = attempt(upstream, get, 5000, stays)
  expect(upstream.waiting.size).toBe(1)
  upstream.cutWaiting()
  expect(await read).toMatchObject({ failure: 'timeout' })
  expect(await write).toMatchObject({ failure: 'timeout' })
  expect(upstream.waiting.size).toBe(0)
})
