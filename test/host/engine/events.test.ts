import { afterEach, describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../../src/host/engine/engine.ts'
import type { Gap } from '../../../src/host/engine/following.ts'
import { eventually } from '../conformance/eventually.ts'
import { type Answer, json, oneByOne, type StubEngine, stubEngine } from './stub-engine.ts'

let stub: StubEngine
afterEach(() => stub.close())

const told = (Action: string, timeNano: number) =>
  `${JSON.stringify({ Type: 'container', Action, Actor: { ID: 'a', Attributes: { name: 'ä' } }, timeNano })}\n`

/** 1.5 s after the engine was first asked; a second before it is asked for again. */
const AT_NS = 1_795_310_653_000_000_000
const FIRST = told('start', AT_NS)

async function follow(events: Answer) {
  stub = await stubEngine({
    'GET /info': json({ SystemTime: '2026-11-22T01:24:11.5Z' }),
    'GET /events': events,
  })
  const seen: EngineEvent[] = []
  const gaps: Gap[] = []
  const following = await stub.engine.follow(
    { x: 'y' },
    (event) => seen.push(event),
    (gap) => gaps.push(gap),
  )
  const until = (count: number) =>
    eventually(
      async () => seen.length,
      (length) => length === count,
    )
  return { seen, gaps, following, until }
}

describe('events', () => {
  it('are asked for from the time of the engine on: it answers before it listens', async () => {
    const text = Buffer.from(told('start', 1e6) + told('die', 2e6))
    const { seen, following, until } = await follow((response) => {
      response.writeHead(200)
      for (const byte of text) response.write(Buffer.from([byte]))
    })
    await until(2)
    expect(seen.map(({ action, name }) => [action, name])).toEqual([
      ['start', 'ä'],
      ['die', 'ä'],
    ])
    const asked = decodeURIComponent(stub.asked.at(-1) ?? '')
    expect(asked).toContain('since=1795310651.5')
    expect(asked).toContain('"label":["x=y"]')
    await following.stop()
    await following.ended
  })

  it.each<[string, Answer]>([
    ['ends', (response) => void response.writeHead(200).end(FIRST)],
    ['breaks off', (response) => void response.writeHead(200).write(FIRST, () => response.destroy())],
    ['speaks in tongues', (response) => void response.writeHead(200).write(`${FIRST}<html>\n`)],
  ])(
    'are followed again from the latest on when the engine %s, and none is told twice',
    async (_what, answer) => {
      const again = FIRST + told('die', AT_NS + 1e6) + told('start', AT_NS + 2e9)
      const { seen, gaps, following, until } = await follow(
        oneByOne(answer, (response) => void response.writeHead(200).write(again)),
      )
      await until(3)
      await following.stop()
      expect(seen.map(({ action }) => action)).toEqual(['start', 'die', 'start'])
      expect(gaps).toMatchObject([
        { is: 'open', why: { code: 'engine-unreachable', message: expect.stringContaining('broke off') } },
        { is: 'closed' },
      ])
      const asked = stub.asked.filter((each) => each.includes('/events'))
      expect(asked).toHaveLength(2)
      expect(asked[1]).toContain('since=1795310652')
    },
  )
})
