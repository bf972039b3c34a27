import { expect, test } from 'vitest'
import { cellsOfText, cutToCells } from '../../src/report/width.ts'

test.each([
  ['', 0],
  ['web-1 ready', 11],
  ['負荷', 4],
  ['한국어', 6],
  ['ﾊﾝｶｸ', 4],
  ['ＡＢ', 4],
  ['e\u0301', 1],
  ['a\u200bb', 2],
  ['🔥', 2],
  ['👩‍👩‍👧', 2],
  ['● ○ ◐ ▁ █ ✓', 11],
])('%s takes %i cells', (text, cells) => {
  expect(cellsOfText(text)).toBe(cells)
})

test('what is cut ends in an ellipsis, and no character is cut in two', () => {
  expect(cutToCells('web-1', 5)).toBe('web-1')
  expect(cutToCells('web-10', 5)).toBe('web-…')
  expect(cutToCells('負荷負荷', 5)).toBe('負荷…')
  expect(cutToCells('負荷負荷', 4)).toBe('負…')
  expect(cutToCells('👩‍👩‍👧x', 2)).toBe('…')
  expect(cutToCells('ab', 0)).toBe('')
})
