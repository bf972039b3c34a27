import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../src/run/random.ts'

const sequence = (seed: number): number[] => {
  const random = seededRandom(seed)
  return Array.from({ length: 20 }, () => random())
}

test('property: the same seed gives the same sequence, within [0, 1)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (seed) => {
      const numbers = sequence(seed)
      expect(numbers).toEqual(sequence(seed))
      for (const number of numbers) expect(number >= 0 && number < 1).toBe(true)
    }),
  )
})

test('another seed gives another sequence', () => {
  expect(sequence(7)).not.toEqual(sequence(8))
  const firsts = new Set(Array.from({ length: 100 }, (_, seed) => sequence(seed)[0]))
  expect(firsts.size).toBe(100)
})
