import { expect, test } from 'vitest'
import { MAX_ROW_LENGTH, RowSplitter } from '../../../../src/load/k6/csv/lines.ts'

function split(chunks: string[]): { rows: string[]; garbage: number } {
  const seen = { rows: [] as string[], garbage: 0 }
  const splitter = new RowSplitter({
    row: (text, quoted) => seen.rows.push(quoted ? `q:${text}` : text),
    garbage: () => {
      seen.garbage += 1
    },
  })
  for (const chunk of chunks) splitter.push(Buffer.from(chunk))
  splitter.end()
  return seen
}

test('rows end at line ends, of either kind, wherever the chunks do', () => {
  expect(split(['a,b\nc', ',d\r\n', '\n', 'e\n'])).toEqual({ rows: ['a,b', 'c,d', 'e'], garbage: 0 })
})

test('a line end in quotes is content', () => {
  expect(split(['a,"x\ny",""\nb,"""', '\n"\nc\n'])).toEqual({
    rows: ['q:a,"x\ny",""', 'q:b,"""\n"', 'c'],
    garbage: 0,
  })
})

test('a quote in the middle of a field opens nothing', () => {
  expect(split(['a"b,c\nd\n'])).toEqual({ rows: ['q:a"b,c', 'd'], garbage: 0 })
})

test('what does not end was cut off', () => {
  expect(split(['a\nb'])).toEqual({ rows: ['a'], garbage: 1 })
})

test.each([
  ['a quote that never closes', `"${'x'.repeat(MAX_ROW_LENGTH)}`],
  ['a line that is far too long', 'x'.repeat(3 * MAX_ROW_LENGTH)],
])('%s costs its own line only, in one chunk or in many', (_, long) => {
  const text = `a\n${long}\nb,"c"\n`
  const expected = { rows: ['a', 'q:b,"c"'], garbage: 1 }
  expect(split([text])).toEqual(expected)
  expect(split(text.match(/[\s\S]{1,1000}/g) ?? [])).toEqual(expected)
})
