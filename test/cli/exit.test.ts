import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { worstExit } from '../../src/cli/exit.ts'
import { EXIT } from '../../src/errors.ts'

const ORDERED = [70, 130, 143, 129, 3, 4, 1, 2, 0]

describe('the exit code of several drills', () => {
  it.each([
    { codes: [0, 0], worst: 0 },
    { codes: [0, 2, 0], worst: 2 },
    { codes: [2, 1], worst: 1 },
    { codes: [1, 4], worst: 4 },
    { codes: [4, 3], worst: 3 },
    { codes: [3, 130], worst: 130 },
    { codes: [130, 70], worst: 70 },
    { codes: [1, 69], worst: 69 },
    { codes: [], worst: 0 },
  ])('of $codes is $worst', ({ codes, worst }) => {
    expect(worstExit(codes)).toBe(worst)
  })

  it('is the first one in the documented order, whatever the order of the drills', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ORDERED), { minLength: 1 }), (codes) => {
        const first = ORDERED.find((code) => codes.includes(code))
        expect(worstExit(codes)).toBe(first)
      }),
    )
  })

  it('is that of a pass only when all pass', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(EXIT)), { minLength: 1 }), (codes) => {
        expect(worstExit(codes) === EXIT.pass).toBe(codes.every((code) => code === EXIT.pass))
      }),
    )
  })
})
