import { expect, test } from 'vitest'
import { normalTail, normalUpper } from '../../src/compare/normal.ts'

// scipy 1.17.1, norm.sf and norm.isf.
test('tails and their bounds', () => {
  expect(normalTail(1.959964)).toBeCloseTo(0.024999999096442398, 12)
  expect(normalTail(6) / 9.865876450376946e-10).toBeCloseTo(1, 8)
  expect(normalUpper(0.0005)).toBeCloseTo(3.2905267314918945, 10)
})
