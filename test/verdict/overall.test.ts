import { expect, test } from 'vitest'
import { overallOf } from '../../src/verdict/overall.ts'

const pass = { verdict: 'pass' } as const
const fail = { verdict: 'fail' } as const
const inconclusive = { verdict: 'inconclusive' } as const

test('any fail is a fail, also when the run stopped later', () => {
  expect(overallOf([inconclusive, fail, pass], 'completed')).toBe('fail')
  expect(overallOf([fail], 'aborted')).toBe('fail')
})

test('nothing asked, anything open, or a run without its end: inconclusive', () => {
  expect(overallOf([], 'completed')).toBe('inconclusive')
  expect(overallOf([pass, inconclusive], 'completed')).toBe('inconclusive')
  for (const run of ['aborted', 'errored', 'interrupted'] as const)
    expect(overallOf([pass], run)).toBe('inconclusive')
  expect(overallOf([pass], 'completed')).toBe('pass')
})
