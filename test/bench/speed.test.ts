/** The gauge says when a trial was disturbed, by nothing but what the machine gave. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { gaugeSpeed, isDisturbed, type Speed } from '../../bench/speed.ts'

const quiet: Speed = { machine: 'a', pieces: 200, medianUs: 2000, p90Us: 2400, stolen: 0.001 }

test.each<[string, Partial<Speed>, boolean]>([
  ['a quiet one', {}, false],
  ['one with a slow tenth', { p90Us: 3001 }, true],
  ['one with a tenth that is just not slow', { p90Us: 3000 }, false],
  ['one that was slow from begin to end', { medianUs: 3900, p90Us: 4000 }, true],
  ['one whose cores were taken', { stolen: 0.101 }, true],
  ['a slower kind of machine', { machine: 'b', medianUs: 3900, p90Us: 4000 }, false],
])('%s', (_what, more, disturbed) => {
  expect(isDisturbed({ ...quiet, ...more }, [quiet, undefined])).toBe(disturbed)
})

test('one that ran at a higher clock does not void the others, and a free quarter is enough to tell', () => {
  const fast = { ...quiet, medianUs: 1200, p90Us: 1500 }
  const slow = { ...quiet, medianUs: 3900, p90Us: 4000 }
  expect(isDisturbed(quiet, [fast, quiet, quiet, quiet])).toBe(false)
  expect(isDisturbed(slow, [quiet, quiet, slow, slow, slow])).toBe(true)
})

test('a trial without a gauge stands', () => {
  expect(isDisturbed(undefined, [quiet])).toBe(false)
})

test('it times its pieces while others work', async () => {
  const gauge = gaugeSpeed()
  await sleep(800)
  const speed = gauge.stop()
  expect(speed.pieces).toBeGreaterThan(0)
  expect(speed.medianUs).toBeGreaterThan(0)
  expect(speed.p90Us).toBeGreaterThanOrEqual(speed.medianUs)
  expect(speed.stolen).toBeGreaterThanOrEqual(0)
})
