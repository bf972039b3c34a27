import { expect, test } from 'vitest'
import { steadyLines } from '../../src/report/steady-lines.ts'

const seen = (more: object) => ({
  holds: true,
  overMs: 3000,
  leftOutMs: 2000,
  checked: ['web-1, web-2 ready by their own word', 'none of 600 requests failed over the last 3 s'],
  findings: [],
  ...more,
})

test('what was asked before and after, over which time, and what of the warm-up was left out', () => {
  const after = seen({ holds: false, checked: [], findings: ['web-1 is not ready'] })
  expect(steadyLines({ steady: { before: seen({}), after } })).toEqual([
    'steady before the drill: web-1, web-2 ready by their own word; none of 600 requests failed over the last 3 s (2 s of warm-up before that left out)',
    'not steady after the drill: web-1 is not ready',
  ])
})

test('where the run ended before the app was asked again, it says that nobody did', () => {
  expect(steadyLines({ steady: { before: seen({ leftOutMs: 0 }), after: null } })[1]).toBe(
    'not asked after the drill: nobody knows whether the app was well again',
  )
  expect(steadyLines({ steady: { before: seen({ holds: false }), after: null } })).toHaveLength(1)
})

test('nothing of a record that does not tell', () => {
  expect(steadyLines({})).toEqual([])
  expect(steadyLines({ steady: { before: null, after: seen({ checked: [] }) } })).toEqual([])
})
