import { afterEach, describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../../src/host/engine/engine.ts'
import { eventually } from '../conformance/eventually.ts'
import { type Answer, json, type StubEngine, stubEngine } from './stub-engine.ts'

let stub: StubEngine
afterEach(() => stub.close())

const told = (Action: string, timeNano: number) =>
  `${JSON.stringify({ Type: 'container', Action, Actor: { ID: 'a', Attributes: { name: 'ä' } }, timeNano })}\n`

async function follow(events: Answer) {
  stub = await stubEngine({
    'GET /info': json({ SystemTime: '2026-11-22T01:24:11.5Z' }),
    'GET /events': events,
  })
  const seen: EngineEvent[] = []
  return { seen, following: await stub.engine.follow({ x: 'y' }, (event) => seen.push(event)) }
}

describe('events', () => {
  it('are asked for from the time of the engine on: it answers before it listens', async () => {
    const text = Buffer.from(told('start', 1e6) + told('die', 2e6))
    const { seen, following } = await follow((response) => {
      response.writeHead(200)
      for (const byte of text) response.write(Buffer.from([byte]))
    })
    await eventually(
      async () => seen.length,
      (length) => length === 2,
    )
    expect(seen.map(({ action, name }) => [action, name])).toEqual([
      ['start', 'ä'],
      ['die', 'ä'],
    ])
    const asked = decodeURIComponent(stub.asked.at(-1) ?? '')
    expect(asked).toContain('since=1795310651.5')
    expect(asked).toContain('"label":["x=y"]')
    await following.stop()
    expect(await following.ended).toBeNull()
  })

  it.each<[string, Answer]>([
    ['ends', (response) => void response.writeHead(200).end(told('start', 1e6))],
    [
      'breaks off',
      (response) => void response.writeHead(200).write(told('start', 1e6), () => response.destroy()),
    ],
    ['speaks in tongues', (response) => void response.writeHead(200).write('<html>\n')],
  ])('say so when the engine %s', async (_what, answer) => {
    const { following } = await follow(answer)
    expect(await following.ended).toMatchObject({
      code: 'engine-unreachable',
      message: expect.stringContaining('broke off'),
    })
  })
})
