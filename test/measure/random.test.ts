import { expect, it } from 'vitest'
import { seededRandom } from '../../src/measure/random.ts'

it('gives the same sequence for the same seed, and another for another', () => {
  const sequence = (seed: number): number[] => {
    const random = seededRandom(seed)
    return Array.from({ length: 5 }, () => random())
  }
  expect(sequence(7)).toEqual(sequence(7))
  expect(sequence(7)).not.toEqual(sequence(8))
})

it('is even enough, within 0 and 1', () => {
  const random = seededRandom(3)
  const values = Array.from({ length: 20_000 }, () => random())
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.01)
})
