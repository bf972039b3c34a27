import { expect, test } from 'vitest'
import { isReading } from '../../../src/host/engine/reading.ts'

test('only what is known to tell something does', () => {
  expect(
    [
      ['ls', '-l'],
      ['df', '-P'],
    ].map(isReading),
  ).toEqual([true, true])
  expect([['dd', 'of=x'], ['rm', 'ls'], ['/bin/ls'], []].map(isReading)).toEqual([false, false, false, false])
})
