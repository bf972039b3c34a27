import { afterEach, describe, expect, test } from 'vitest'
import { askBy, at, words } from '../../../src/host/keeper/asking.ts'
import { json, refusal, type StubEngine, stubEngine } from '../engine/stub-engine.ts'

let stub: StubEngine | null = null
afterEach(async () => {
  await stub?.close()
  stub = null
})
const socketOf = ({ endpoint }: StubEngine) => endpoint.url.slice('unix://'.length)

describe('an engine is asked by its socket', () => {
  test('with a body, and its answer is read', async () => {
    let body = ''
    stub = await stubEngine({
      'POST /containers/web/update': (response, request) => {
        request.setEncoding('utf8').on('data', (text: string) => {
          body += text
        })
        request.on('end', () => response.end('{"Warnings":null}'))
      },
    })
    const answer = await askBy(socketOf(stub))('POST', '/containers/web/update', { Memory: 64e6 })
    expect(answer).toEqual({ status: 200, json: { Warnings: null } })
    expect(JSON.parse(body)).toEqual({ Memory: 64e6 })
  })

  test('what it refuses, what is no JSON and what breaks off are answers too', async () => {
    stub = await stubEngine({
      'GET /refused': refusal(409, 'it is paused'),
      'GET /text': (response) => response.writeHead(502).end('bad gateway\n'),
      'GET /broken': (response) => response.destroy(),
      'GET /none': json(null, 200),
    })
    const ask = askBy(socketOf(stub))
    expect(words(await ask('GET', '/refused'))).toBe('409 it is paused')
    expect(words(await ask('GET', '/text'))).toBe('502 bad gateway')
    expect(await ask('GET', '/broken')).toMatchObject({ status: 0 })
    expect(words(await ask('GET', '/none'))).toBe('200 without a word')
  })

  test('nobody at the socket is an answer as well', async () => {
    const answer = await askBy('/tmp/no-such-engine.sock')('GET', '/info')
    expect(answer.status).toBe(0)
    expect(words(answer)).toContain('ENOENT')
  })
})

test('what is at a path is found, and nothing but what is there', () => {
  const seen = { Config: { Labels: { 'a.b': 'c' } }, list: [1] }
  expect(at(seen, ['Config', 'Labels', 'a.b'])).toBe('c')
  for (const path of [
    ['Config', 'Labels', 'x'],
    ['Config', 'toString'],
    ['Config', 'Labels', 'a.b', 'length'],
    ['no', 'way'],
  ])
    expect(at(seen, path)).toBeUndefined()
})
