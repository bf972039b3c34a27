import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lines } from '../../src/ledger/lines.ts'
import { refusal } from '../drill/refusal.ts'

function linesOf(text: string, size: number): [string, number][] {
  const seen: [string, number][] = []
  const lines = new Lines((line, number) => seen.push([line, number]))
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) lines.push(bytes.subarray(at, at + size))
  lines.end()
  return seen
}

test('however it is cut, the lines are the same', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.integer({ min: 1, max: 9 }), (texts, size) => {
      const text = texts.map((each) => each.replaceAll('\n', '').toWellFormed()).join('\n')
      const wanted = text.split('\n').map((line, index) => [line, index + 1])
      expect(linesOf(text, size)).toEqual(wanted.filter(([line]) => String(line).trim() !== ''))
    }),
  )
})

test('a line without an end is refused before it fills the memory', () => {
  expect(refusal(() => linesOf(`{"key":"a"}\n${'x'.repeat(70_000)}`, 1000))).toMatchObject({
    code: 'ledger-invalid',
    message: expect.stringContaining('line 2 '),
  })
})

test('nor is one that has its end too late', () => {
  const line = `${'x'.repeat(70_000)}\n`
  expect(refusal(() => linesOf(line, line.length))).toMatchObject({ code: 'ledger-invalid' })
})
