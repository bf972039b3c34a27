import { afterEach, describe, expect, it } from 'vitest'
import type { Gap } from '../../../src/host/engine/following.ts'
import { eventually } from '../conformance/eventually.ts'
import { frame } from './pieces.ts'
import {
  type Answer,
  inspected,
  json,
  oneByOne,
  refusal,
  type StubEngine,
  stubEngine,
} from './stub-engine.ts'

let stub: StubEngine
afterEach(() => stub.close())
const at = (nanos: string): string => `2026-11-22T01:24:11.${nanos}Z`
const ended = inspected({ State: { Running: false, Status: 'exited', FinishedAt: at('9') } })
const gone = refusal(404, 'No such container: a')
const whole =
  (...chunks: (Buffer | string)[]): Answer =>
  (response) => {
    response.writeHead(200)
    for (const chunk of chunks) response.write(chunk)
    response.end()
  }

async function linesOf(looks: Answer, logs: Answer) {
  stub = await stubEngine({ 'GET /containers/a/json': looks, 'GET /containers/a/logs': logs })
  const texts: string[] = []
  const gaps: Gap[] = []
  const following = await stub.engine.followLog(
    'a',
    0,
    ({ stream, text }) => texts.push(`${stream} ${text}`),
    (gap) => gaps.push(gap),
  )
  return { texts, gaps, following }
}

describe('a log', () => {
  it('has what the engine left out when the container ended, and nothing twice', async () => {
    const first = [frame(1, `${at('1')} one\n`), frame(2, `${at('2')} two\n`)]
    const rest = [
      frame(2, `${at('2')} two\n`),
      frame(2, `${at('2')} same time\n`),
      frame(1, `${at('3')} three`),
    ]
    const { texts, following } = await linesOf(
      oneByOne(json(ended), gone),
      oneByOne(whole(...first), whole(...rest)),
    )
    await following.ended
    expect(texts).toEqual(['stdout one', 'stderr two', 'stderr same time', 'stdout three'])
    const [since = ''] = stub.asked.filter((asked) => asked.includes('/logs')).slice(1)
    expect(since).toContain('since=1795310651.200000000')
    expect(since).not.toContain('follow')
  })

  it('of a terminal has no frames', async () => {
    const tty = { ...ended, Config: { ...ended.Config, Tty: true } }
    const all = whole(`${at('1')} o`, `ne\r\n${at('2')} two`)
    const { texts, following } = await linesOf(
      oneByOne(json(tty), gone),
      oneByOne(all, whole(`${at('2')} two`)),
    )
    await following.ended
    expect(texts).toEqual(['stdout one', 'stdout two'])
  })

  it('is not mixed up by half a message, where the telling was stopped', async () => {
    const half: Answer = (response) => {
      response.writeHead(200)
      response.write(frame(1, `${at('1')} one\n`))
      response.write(frame(1, `${at('2')} two\n`).subarray(0, 20))
    }
    const rest = whole(frame(1, `${at('1')} one\n`), frame(1, `${at('2')} two\n`))
    const { texts, following } = await linesOf(json(inspected()), oneByOne(half, rest))
    await eventually(
      async () => texts.length,
      (length) => length === 1,
    )
    await following.stop()
    expect(texts).toEqual(['stdout one', 'stdout two'])
    await following.ended
  })

  it('that breaks off is followed again from where it came to, in the middle of a line as well', async () => {
    const piece = frame(1, `${at('2')} ${'x'.repeat(9)}`)
    const broken: Answer = (response) => {
      response.writeHead(200)
      response.write(frame(1, `${at('1')} one\n`))
      response.write(piece, () => response.destroy())
    }
    const more = whole(piece, frame(1, `${at('2')} y\n`), frame(2, `${at('3')} three\n`))
    const { texts, gaps, following } = await linesOf(
      oneByOne(json(ended), json(ended), gone),
      oneByOne(broken, more, whole()),
    )
    await following.ended
    expect(texts).toEqual(['stdout one', 'stdout xxxxxxxxxy', 'stderr three'])
    expect(gaps).toMatchObject([
      { is: 'open', why: { code: 'engine-unreachable', message: expect.stringContaining('broke off') } },
      { is: 'closed' },
    ])
    const [, again = ''] = stub.asked.filter((asked) => asked.includes('/logs'))
    expect(again).toContain('since=1795310651.200000000')
    expect(again).toContain('follow')
  })

  it('that cannot be read is refused at once', async () => {
    const none = refusal(500, 'configured logging driver does not support reading')
    await expect(linesOf(json(inspected()), none)).rejects.toMatchObject({
      code: 'engine-refused',
      message: expect.stringContaining('does not support reading'),
    })
  })
})
