import { expect, it } from 'vitest'
import { createAutomaton } from '../../src/redact/automaton.ts'
import { allFormsOf, foldSecret, hiddenRanges } from '../../src/redact/ranges.ts'

function hiddenIn(
  text: string,
  secrets: readonly string[],
  patterns: readonly RegExp[] = [],
  isCut = false,
): string[] {
  const forms = allFormsOf(secrets)
  const automaton = createAutomaton(
    forms.map(({ bytes }) => bytes),
    foldSecret,
  )
  const bytes = Buffer.from(text)
  return hiddenRanges(bytes, { secrets: automaton, forms, patterns }, isCut).map(({ start, end }) =>
    bytes.subarray(start, end).toString(),
  )
}

it('tells places in the text as it is, however deep what is there lies', () => {
  expect(hiddenIn('a hunter2-hunter2 b', ['hunter2-hunter2'])).toEqual(['hunter2-hunter2'])
  expect(hiddenIn('x=p%40ss%2Dword&y', ['p@ss-word'])).toEqual(['p%40ss%2Dword'])
  const twice = JSON.stringify(JSON.stringify('p@ss"word'))
  expect(hiddenIn(twice, ['p@ss"word'])).toEqual(['p@ss\\\\\\"word'])
  expect(hiddenIn('u=a+b%20cd', ['a b cd'])).toEqual(['a+b%20cd'])
})

it('takes of base64 what a neighbour shares, and the padding', () => {
  const whole = Buffer.from('user:hunter2-hunter2').toString('base64')
  const [hidden = ''] = hiddenIn(`Basic ${whole} x`, ['hunter2-hunter2'])
  expect(whole.endsWith(hidden)).toBe(true)
  expect(Buffer.from(whole.slice(0, -hidden.length), 'base64').toString()).not.toContain('h')
})

it('does not take a number out of a longer one', () => {
  expect(hiddenIn('port 3000, 13000, 30001, 3000', ['3000'])).toEqual(['3000', '3000'])
})

it('takes what patterns match, escaped or not, and never nothing', () => {
  expect(hiddenIn('é tok_a é tok_b', [], [/tok_\w+/g])).toEqual(['tok_a', 'tok_b'])
  expect(hiddenIn('x=sk%5Flive', [], [/sk_\w+/g])).toEqual(['sk%5Flive'])
  expect(hiddenIn('abc', [], [/x*/g])).toEqual([])
})

it('takes what touches as one', () => {
  expect(hiddenIn('abcdefgh', ['abcd', 'efgh', 'cdef'])).toEqual(['abcdefgh'])
})

it('takes the beginning of a secret from the end of what was cut off, and of nothing else', () => {
  expect(hiddenIn('is hunter2-h', ['hunter2-hunter2'], [], true)).toEqual(['hunter2-h'])
  expect(hiddenIn('is hunter2-h', ['hunter2-hunter2'])).toEqual([])
})

it('finds places in bytes that are no text', () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('tok_a'), Buffer.from([0xff])])
  const wanted = { secrets: createAutomaton([]), forms: [], patterns: [/tok_\w/g] }
  expect(hiddenRanges(bytes, wanted, false)).toEqual([{ start: 2, end: 7 }])
})
