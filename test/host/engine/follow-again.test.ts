import { expect, it } from 'vitest'
import { refused, unreachable } from '../../../src/host/engine/engine-error.ts'
import { followAgain, type Telling } from '../../../src/host/engine/follow-again.ts'
import type { Gap } from '../../../src/host/engine/following.ts'
import { fakeHost } from '../../../src/host/fake/host.ts'

const URL = 'unix:///a'
const gone = refused(URL, 'tell', 404, 'No such container: a')
const down = unreachable(URL, 'nothing listens there', 'Start it.')

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

/** Readings are numbered; what each does is the test's. */
function followed(
  goOn: (n: number, signal: AbortSignal) => Promise<void>,
  more: Partial<Telling<number>> = {},
) {
  const { clock } = fakeHost()
  const gaps: Gap['is'][] = []
  const dropped: number[] = []
  let begun = 0
  const telling: Telling<number> = {
    begin: async () => ++begun,
    goOn,
    drop: (late) => void dropped.push(late),
    rest: null,
    ...more,
  }
  const onGap = (gap: Gap) => gaps.push(gap.is)
  const following = followAgain({ url: URL, clock, onGap }, telling, 0)
  return { following, gaps, dropped, clock }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
}

it('begins again until it is told again, with a wait before each time', async () => {
  let tries = 0
  const begin = async (): Promise<number> => {
    tries += 1
    if (tries < 70) throw down
    return 1
  }
  const broken = (n: number) => (n === 0 ? Promise.reject(new Error('aborted')) : Promise.resolve())
  const { following, gaps, clock } = followed(broken, { begin })
  await following.ended
  expect(gaps).toEqual(['open', 'closed'])
  expect(tries).toBe(70)
  // An engine that is restarted may be away for as long.
  expect(clock.monoMs()).toBeGreaterThanOrEqual(35_000)
})

it('ends without a word where what it followed is gone, and says so where that was in a gap', async () => {
  const whole = followed(() => Promise.reject(gone))
  await whole.following.ended
  expect(whole.gaps).toEqual([])
  const broken = followed(() => Promise.reject(down), { begin: () => Promise.reject(gone) })
  await broken.following.ended
  expect(broken.gaps).toEqual(['open', 'lost'])
})

it('is stopped at once, while it waits for an answer as well, and closes what comes later', async () => {
  const late = Promise.withResolvers<number>()
  const { following, gaps, dropped } = followed(() => Promise.reject(down), { begin: () => late.promise })
  await turns()
  await following.stop()
  expect(gaps).toEqual(['open', 'lost'])
  late.resolve(7)
  await turns()
  expect(dropped).toEqual([7])
})

it('asks for the rest at a stop: a gap is closed by it', async () => {
  const never = () => new Promise<number>(() => undefined)
  const asked: { withinMs?: number }[] = []
  const rest = async (options: { withinMs?: number }) => void asked.push(options)
  const filled = followed(() => Promise.reject(down), { begin: never, rest })
  await turns()
  await filled.following.stop()
  expect(filled.gaps).toEqual(['open', 'closed'])
  // An engine that accepts and does not answer does not hold a stop up.
  expect(asked).toEqual([{ withinMs: 2000 }])
  const missing = followed((_n, signal) => untilAborted(signal), { rest: () => Promise.reject(down) })
  await missing.following.stop()
  expect(missing.gaps).toEqual(['lost'])
  const removed = followed((_n, signal) => untilAborted(signal), { rest: () => Promise.reject(gone) })
  await removed.following.stop()
  expect(removed.gaps).toEqual([])
})
