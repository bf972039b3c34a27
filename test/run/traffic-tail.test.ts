import { expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import type { TrafficFollower } from '../../src/rollout/rollout.ts'
import { openTrafficTail } from '../../src/run/traffic-tail.ts'
import type { TrafficFormat } from '../../src/target/target.ts'

const FORMAT: TrafficFormat = {
  kind: 'json-lines',
  fields: { time: 't', durationMs: 'ms', status: 'code', instance: 'to', method: 'verb', path: 'url' },
}
const FILE = '/tmp/access.ndjson'

/** The run's zero is the moment at which it is opened. */
async function onTail(options: { there?: boolean } = {}) {
  const host = fakeHost({ autoTime: false })
  const zeroWallMs = host.clock.wallMs()
  const log = options.there === false ? null : await host.files.openAppend(FILE)
  const tail = openTrafficTail(
    host,
    { file: FILE, format: FORMAT },
    { fromWall: (wallMs) => wallMs - zeroWallMs },
  )
  const line = (runMs: number, more: object = {}) =>
    `${JSON.stringify({ t: zeroWallMs + runMs, ms: 5, code: 200, to: 'web-1', ...more })}\n`
  await host.clock.advance(0)
  const follower = tail.follow()
  return { host, tail, follower, line, append: async (text: string | Uint8Array) => log?.append(text) }
}

test('gives what was written since the last look, on the run’s clock', async () => {
  const { host, tail, follower, line, append } = await onTail()
  expect(follower.next()).toEqual([])
  await append(line(10) + line(20, { to: 'web-2', code: 503 }))
  await host.clock.advance(200)
  expect(follower.next()).toEqual([
    { startMs: 10, durationMs: 5, ok: true, instance: 'web-1' },
    { startMs: 20, durationMs: 5, ok: false, instance: 'web-2' },
  ])
  await append(line(250))
  await host.clock.advance(200)
  expect(follower.next().map(({ startMs }) => startMs)).toEqual([250])
  await tail.stop()
})

test('waits for the rest of a line that is cut, also within a character', async () => {
  const { host, tail, follower, line, append } = await onTail()
  const bytes = Buffer.from(line(10, { to: 'wëb' }))
  const cut = bytes.indexOf(0xc3) + 1
  await append(bytes.subarray(0, cut))
  await host.clock.advance(200)
  expect(follower.next()).toEqual([])
  await append(bytes.subarray(cut))
  await host.clock.advance(200)
  expect(follower.next()).toMatchObject([{ instance: 'wëb' }])
  await tail.stop()
})

test('leaves out lines that cannot be read', async () => {
  const { host, tail, follower, line, append } = await onTail()
  await append(`{"t":\n\nnonsense\n${line(10)}`)
  await host.clock.advance(200)
  expect(follower.next()).toHaveLength(1)
  await tail.stop()
})

test('good is a status of 200 to 399', async () => {
  const { host, tail, follower, line, append } = await onTail()
  for (const code of [0, 199, 200, 302, 399, 400, 404, 500]) await append(line(10, { code }))
  await host.clock.advance(200)
  expect(follower.next().map(({ ok }) => ok)).toEqual([false, false, true, true, true, false, false, false])
  await tail.stop()
})

test('what an edge tried twice is told of each: one that broke off has failed, whoever answered then', async () => {
  const { host, tail, follower, line, append } = await onTail()
  const tried = (...attempts: object[]) => line(10, { ms: 30, to: 'control', attempts })
  const control = { instance: 'control', startMs: 20, durationMs: 10, status: 200 }
  await append(
    tried({ instance: 'canary', startMs: 1, durationMs: 18, error: 'ECONNRESET' }, control) +
      // Broken off in the middle of a good answer.
      tried({ ...control, error: 'UND_ERR_SOCKET' }) +
      // The client left before it answered.
      tried({ instance: 'canary', startMs: 0, durationMs: 30 }) +
      tried() +
      tried({ nobody: true }),
  )
  await host.clock.advance(200)
  expect(follower.next()).toEqual([
    { startMs: 11, durationMs: 18, ok: false, instance: 'canary' },
    { startMs: 30, durationMs: 10, ok: true, instance: 'control' },
    { startMs: 30, durationMs: 10, ok: false, instance: 'control' },
    { startMs: 10, durationMs: 30, ok: false, instance: 'canary' },
    { startMs: 10, durationMs: 30, ok: true, instance: 'control' },
    { startMs: 10, durationMs: 30, ok: true, instance: 'control' },
  ])
  await tail.stop()
})

test('a log that comes later is read then', async () => {
  const { host, tail, follower, line } = await onTail({ there: false })
  await host.clock.advance(1000)
  expect(follower.next()).toEqual([])
  await host.files.writeAtomic(FILE, line(900))
  await host.clock.advance(200)
  expect(follower.next()).toHaveLength(1)
  await tail.stop()
})

test('each that follows is told everything once, from when it follows, until it ends', async () => {
  const { host, tail, line, append } = await onTail()
  const write = async (runMs: number) => {
    await append(line(runMs))
    await host.clock.advance(200)
  }
  const starts = ({ next }: TrafficFollower) => next().map(({ startMs }) => startMs)
  await write(10)
  const [first, second] = [tail.follow(), tail.follow()]
  await write(20)
  expect(starts(first)).toEqual([20])
  // A line that comes late, of a request that lasted minutes.
  await host.clock.advance(300_000)
  await write(5)
  expect([starts(first), starts(second)]).toEqual([[5], [20, 5]])
  first.end()
  await write(40)
  expect([starts(first), starts(second)]).toEqual([[], [40]])
  await tail.stop()
})

test('once it is stopped, nothing is read', async () => {
  const { host, tail, follower, line, append } = await onTail()
  await tail.stop()
  await append(line(10))
  await host.clock.advance(1000)
  expect(follower.next()).toEqual([])
})
