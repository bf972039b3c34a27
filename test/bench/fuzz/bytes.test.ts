import { expect, test } from 'vitest'
import { changedBytes } from '../../../bench/fuzz/bytes.ts'
import { changedLines } from '../../../bench/fuzz/lines.ts'
import { randomOf } from '../../../bench/fuzz/random.ts'
import { changedValue, places } from '../../../bench/fuzz/values.ts'

const WHOLE = new TextEncoder().encode('0123456789'.repeat(5))

test('of twice as many inputs as there are bytes, one is cut off at each', () => {
  const of = 2 * WHOLE.length
  const cuts = Array.from({ length: WHOLE.length }, (_, index) => {
    return changedBytes(WHOLE, randomOf(1, 'x', index), { index, of }).bytes.length
  })
  expect(cuts).toEqual(Array.from({ length: WHOLE.length }, (_, at) => at))
})

test('the others are nearly always other bytes, and the whole is never touched', () => {
  const before = WHOLE.slice()
  const of = 400
  let other = 0
  for (let index = of / 2; index < of; index++) {
    const { bytes, how } = changedBytes(WHOLE, randomOf(1, 'x', index), { index, of })
    expect(how).not.toBe('')
    if (Buffer.compare(bytes, WHOLE) !== 0) other += 1
  }
  expect(WHOLE).toEqual(before)
  expect(other).toBeGreaterThan(190)
})

test('lines are changed, missing, twice and in another order', () => {
  const lines = Array.from({ length: 4 }, (_, seq) => JSON.stringify({ seq, text: 'x' }))
  const hows = Array.from({ length: 400 }, (_, k) => {
    return changedLines(lines, randomOf(1, 'x', k), { index: 400 + k, of: 800 }).how
  })
  for (const words of ['missing', 'once more', 'moved to', 'junk', 'something odd', 'is 1e999'])
    expect(hows.join('\n')).toContain(words)
})

test('a value is changed at one of its places; the value itself is left as it is', () => {
  const value = { a: [1, { b: 'x' }], c: true }
  expect(places(value)).toEqual([['a'], ['a', 0], ['a', 1], ['a', 1, 'b'], ['c']])
  const before = structuredClone(value)
  for (let index = 0; index < 300; index++) changedValue(value, randomOf(1, 'x', index), 'code')
  expect(value).toEqual(before)
})
