import { expect, test } from 'vitest'
import { WholeLines } from '../../src/probe/lines.ts'

test('lines are given as they become whole', () => {
  const whole = new WholeLines()
  expect(whole.push('a\nb')).toEqual(['a'])
  expect(whole.push('c\n\nd')).toEqual(['bc', ''])
  expect([whole.rest, whole.tooLong]).toEqual(['d', 0])
})

test('one without an end is not kept, but counted once, and the next is read', () => {
  const whole = new WholeLines()
  for (let k = 0; k < 100; k++) expect(whole.push('x'.repeat(10_000))).toEqual([])
  expect([whole.rest, whole.tooLong]).toEqual(['', 1])
  expect(whole.push('xx\nnext\n')).toEqual(['next'])
  expect(whole.tooLong).toBe(1)
})
