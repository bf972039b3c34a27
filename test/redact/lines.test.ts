import { expect, it } from 'vitest'
import { byLines, replaced } from '../../src/redact/lines.ts'

const upper = (line: string) => Buffer.from(line.toUpperCase())
const through = (text: string, ranges: { start: number; end: number }[]) =>
  Buffer.from(byLines(Buffer.from(text), ranges, upper)).toString()

it('puts a word in place of each', () => {
  expect(
    Buffer.from(
      replaced(Buffer.from('abcdef'), [
        { start: 1, end: 2 },
        { start: 4, end: 6 },
      ]),
    ).toString(),
  ).toBe('a‹redacted›cd‹redacted›')
})

it('leaves lines alone in which there is nothing, and asks for those that are JSON', () => {
  expect(through('ab\n{"c":1}\nd\n', [])).toBe('ab\n{"c":1}\nd\n')
  expect(through('ab\n{"c":1}\nd\n', [{ start: 0, end: 1 }])).toBe('‹redacted›b\n{"c":1}\nd\n')
  expect(through('ab\n{"c":1}\nd\n', [{ start: 5, end: 6 }])).toBe('ab\n{"C":1}\nd\n')
})

it('keeps every line end, also of what goes over several lines', () => {
  expect(through('ab\ncd\nef', [{ start: 1, end: 7 }])).toBe('a‹redacted›\n‹redacted›\n‹redacted›f')
  expect(through('\n\nab', [{ start: 2, end: 4 }])).toBe('\n\n‹redacted›')
})

it('takes bytes that are no text as they are', () => {
  const bytes = Buffer.concat([Buffer.from('{'), Buffer.from([0xff]), Buffer.from('ab}\n')])
  const told = byLines(bytes, [{ start: 2, end: 4 }], upper)
  expect([...told.subarray(0, 2)]).toEqual([0x7b, 0xff])
  expect(Buffer.from(told).toString().endsWith('‹redacted›}\n')).toBe(true)
})
