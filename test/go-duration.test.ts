import { expect, test } from 'vitest'
import { goDurationMs } from '../src/go-duration.ts'

test.each([
  ['1m30s', 90_000],
  ['1h2m3.5s', 3_723_500],
  ['250ms', 250],
  ['1m0s', 60_000],
  ['.5s', 500],
  ['0s', 0],
  // Go writes the first of the two, and reads both.
  ['1500µs', 1.5],
  ['1500μs', 1.5],
  ['2000000ns', 2],
] as const)('a duration as Go writes it: %s', (written, ms) => {
  expect(goDurationMs(written)).toBe(ms)
})

test.each([
  [1500, 1500],
  ['1500', 1500],
  ['2d', 172_800_000],
  ['1d12h', 129_600_000],
] as const)('and as k6 takes it beyond that: %s', (written, ms) => {
  expect(goDurationMs(written)).toBe(ms)
})

test.each(['soon', '', 'in 5s', '5s or so', '1h1d', '-5s', '5 s', Number.NaN, null, undefined, {}])(
  '%s is none',
  (written) => {
    expect(goDurationMs(written)).toBeNull()
  },
)
