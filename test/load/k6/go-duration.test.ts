import { expect, test } from 'vitest'
import { goDurationMs } from '../../../src/load/k6/go-duration.ts'

test.each([
  ['1m30s', 90_000],
  ['1h2m3.5s', 3_723_500],
  ['250ms', 250],
  ['1m0s', 60_000],
  [1500, 1500],
  ['soon', null],
  [null, null],
] as const)('a duration of Go: %s', (written, ms) => {
  expect(goDurationMs(written)).toBe(ms)
})
