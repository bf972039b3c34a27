import { expect, test } from 'vitest'
import { longestGuardSpanMs } from '../../../src/drill/guards/guard.ts'
import { guardsIn } from '../../../src/drill/guards/read.ts'

test('how far back single requests have to be remembered', () => {
  const guards = guardsIn('a.ts:1', [
    { errors: { above: '5%' }, over: '20s' },
    { p95: { above: '1s' } },
    { maxDuration: '10m' },
  ])
  expect(longestGuardSpanMs(guards)).toBe(20_000)
  expect(longestGuardSpanMs([])).toBe(0)
})
