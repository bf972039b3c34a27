import { expect, test } from 'vitest'
import { clauseSizeLines, clauseWarnings } from '../../src/cli/clause-size-lines.ts'
import type { ClauseSize } from '../../src/run/sample-sizes.ts'

const size = (more: Partial<ClauseSize>): ClauseSize => ({
  window: 'lost',
  objective: 'uptime at least 99.9 %',
  requests: { toTell: 1000, toProve: 2995, toTellMs: 5000, toProveMs: 14_975, planned: 2000 },
  reach: 'observed',
  note: '',
  ...more,
})
const short = size({ reach: 'too few to tell', requests: { ...size({}).requests!, planned: 900 } })
const unknown = size({ reach: 'unknown', note: 'a condition decides how long it is' })
const never = size({ objective: 'm', requests: null, note: 'No confidence bound is known.' })

test('a line for each clause, under its window', () => {
  const watched = size({
    objective: 'recovery at most 30 s',
    requests: null,
    reach: 'proven',
    note: 'watched as a whole',
  })
  const rateless = size({
    window: 'run',
    requests: { ...size({}).requests!, toTellMs: null, toProveMs: null, planned: null },
    reach: 'unknown',
  })
  expect(clauseSizeLines([size({}), watched, short, rateless])).toEqual([
    '  lost',
    '    uptime at least 99.9 %: 1,000 (5 s) to tell, 2,995 (15 s) with none bad to prove, 2,000 planned: observed at best',
    '    recovery at most 30 s: can be proven (watched as a whole)',
    '    uptime at least 99.9 %: 1,000 (5 s) to tell, 2,995 (15 s) with none bad to prove, 900 planned: TOO FEW TO TELL',
    '  run',
    '    uptime at least 99.9 %: 1,000 to tell, 2,995 with none bad to prove: not known beforehand',
  ])
})

test('a drill that is too short to decide is warned of', () => {
  expect(clauseWarnings([short, size({}), unknown, never], false)).toEqual([
    'lost: uptime at least 99.9 %: 900 requests are too few to tell; 1,000 are needed, 5 s at this rate.',
  ])
})

test('a strict one also of what it cannot prove', () => {
  expect(clauseWarnings([size({}), unknown, never, size({ reach: 'proven' })], true)).toEqual([
    'lost: uptime at least 99.9 %: 2,000 requests are too few to prove it, and --strict takes nothing less; 2,995 are needed, 15 s at this rate.',
    'lost: uptime at least 99.9 %: whether it is proven is not known before the run: a condition decides how long it is.',
    'lost: m: it cannot be proven, and --strict takes nothing less. No confidence bound is known.',
  ])
})
