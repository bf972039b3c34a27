import { expect, test } from 'vitest'
import { scratchOf } from '../../src/run/scratch.ts'

test('lies below the temporary directory, and is named after the run', () => {
  expect(scratchOf({ env: { TMPDIR: '/var/tmp' } }, 'r-1')).toBe('/var/tmp/firedrill-r-1')
  expect(scratchOf({ env: {} }, 'r-1')).toBe('/tmp/firedrill-r-1')
})
