import { beforeEach, expect, test } from 'vitest'
import { type FakeHost, fakeHost } from '../../src/host/fake/host.ts'
import { type Journal, openJournal } from '../../src/journal/writer.ts'
import { createRunClock } from '../../src/run/run-clock.ts'

let host: FakeHost
let journal: Journal

beforeEach(async () => {
  host = fakeHost({ autoTime: false })
  journal = await openJournal(host, { path: '/tmp/journal.ndjson', zeroMonoMs: 1000, nextSeq: 0 })
})

const offsets = () => journal.events.flatMap((event) => (event.type === 'clock' ? [event.offsetMs] : []))

test('wall-clock times of other programs are put on the run’s clock', async () => {
  const clock = createRunClock(host.clock, journal)
  await host.clock.advance(2500)
  expect(clock.fromWall(host.clock.wallMs())).toBe(2500)
  expect(clock.fromWall(host.clock.wallMs() - 100.5)).toBe(2399.5)
})

test.each([3_600_000, -3_600_000, 7])(
  'after a step of %d ms it is right from the next check on',
  async (step) => {
    const clock = createRunClock(host.clock, journal)
    clock.check()
    await host.clock.advance(1000)
    host.clock.stepWall(step)
    expect(clock.fromWall(host.clock.wallMs())).toBe(1000 + step)
    clock.check()
    expect(clock.fromWall(host.clock.wallMs())).toBe(1000)
    const [before, after] = offsets()
    expect((after ?? 0) - (before ?? 0)).toBe(step)
  },
)

test('a clock that does not step is journaled with the same offset each time', async () => {
  const clock = createRunClock(host.clock, journal)
  for (let second = 0; second < 5; second += 1) {
    clock.check()
    await host.clock.advance(1000)
  }
  expect(new Set(offsets()).size).toBe(1)
  expect(offsets()).toHaveLength(5)
})

test('the pair that was read with the least time in between counts', () => {
  // Interrupted for 50 ms after each reading of the wall clock, except for the third pair, which takes 2 ms.
  let nowMs = 1000
  let pairs = 0
  const wallMs = (): number => {
    pairs += 1
    nowMs += 1
    const read = nowMs + 5_000_000
    nowMs += pairs % 5 === 3 ? 1 : 50
    return read
  }
  createRunClock({ ...host.clock, monoMs: () => nowMs, wallMs }, journal).check()
  expect(offsets()).toEqual([5_000_000])
})
