/** The gauge says when a trial was disturbed, by nothing but what the machine gave. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { gaugeSpeed, isDisturbed, isSteady, type Speed } from '../../bench/speed.ts'

const quiet: Speed = { machine: 'a', pieces: 200, medianUs: 2000, p90Us: 2400, stolen: 0.001 }

test.each<[string, Partial<Speed>, boolean]>([
  ['a quiet one', {}, false],
  ['one that was slow from begin to end', { medianUs: 3601 }, true],
  ['one that was just not slow', { medianUs: 3600 }, false],
  ['one whose own load slowed a tenth', { p90Us: 3900 }, false],
  ['one whose cores were taken', { stolen: 0.101 }, true],
  ['a slower kind of machine', { machine: 'b', medianUs: 3900, p90Us: 4000 }, false],
])('%s', (_what, more, disturbed) => {
  expect(isDisturbed({ ...quiet, ...more }, [quiet, quiet, quiet, undefined])).toBe(disturbed)
})

test('one or two that ran at a higher clock do not void the others', () => {
  const fast = { ...quiet, medianUs: 1000 }
  expect(isDisturbed(quiet, [fast, fast, quiet, quiet])).toBe(false)
  expect(isDisturbed(quiet, [fast, fast, fast, quiet])).toBe(true)
})

test('what a machine gave just before tells more than what it gave at its best', () => {
  const slow = { ...quiet, medianUs: 3900, p90Us: 4000 }
  expect(isDisturbed({ ...slow, idleUs: 3700 }, [quiet, quiet, quiet])).toBe(false)
  expect(isDisturbed({ ...slow, idleUs: 2166 }, [])).toBe(true)
  expect(isDisturbed({ ...slow, idleUs: 3700, stolen: 0.2 }, [])).toBe(true)
})

test('a trial is begun on a machine that is steady, however fast', () => {
  expect(isSteady(quiet)).toBe(true)
  expect(isSteady({ ...quiet, medianUs: 9000, p90Us: 13_500 })).toBe(true)
  expect(isSteady({ ...quiet, p90Us: 3001 })).toBe(false)
  expect(isSteady({ ...quiet, stolen: 0.101 })).toBe(false)
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
