import { expect, test } from 'vitest'
import { z } from 'zod'
import { Expectations } from '../../src/config/expected.ts'

interface Tree {
  next?: Tree | undefined
  size: number
}
const tree: z.ZodType<Tree> = z.strictObject({ next: z.lazy(() => tree).optional(), size: z.int().max(9) })
const schema = z.strictObject({
  whole: z.int(),
  positive: z.int().min(1),
  between: z.int().min(1).max(9),
  more: z.number().gt(0),
  less: z.number().max(3),
  text: z.string(),
  some: z.string().min(1),
  yes: z.boolean(),
  list: z.array(z.boolean()),
  full: z.array(z.string()).min(1),
  pick: z.enum(['a', 'b']),
  just: z.literal('a'),
  either: z.union([z.string(), z.strictObject({ inner: z.int() })]),
  named: z.record(z.string(), z.boolean()),
  any: z.custom(() => true),
  tree,
})
const expectations = new Expectations(schema)

test.each([
  ['whole', 'a whole number'],
  ['positive', 'a whole number ≥ 1'],
  ['between', 'a whole number from 1 to 9'],
  ['more', 'a number > 0'],
  ['less', 'a number ≤ 3'],
  ['text', 'a string'],
  ['some', 'a string that is not empty'],
  ['yes', 'true or false'],
  ['list', 'a list'],
  ['full', 'a list that is not empty'],
  ['pick', 'one of "a", "b"'],
  ['just', '"a"'],
  ['either', 'a string or an object'],
  ['any', null],
  ['nothing', null],
])('%s', (field, words) => {
  expect(expectations.at([field])).toBe(words)
})

test('paths lead through lists, records, unions and schemas that hold themselves', () => {
  expect(expectations.at(['list', 0])).toBe('true or false')
  expect(expectations.at(['named', 'x'])).toBe('true or false')
  expect(expectations.at(['either', 'inner'])).toBe('a whole number')
  expect(expectations.at(['tree', 'next', 'next', 'size'])).toBe('a whole number ≤ 9')
})

test('the fields of an object are known', () => {
  expect(expectations.fields(['either'])).toEqual(['inner'])
  expect(expectations.fields(['whole'])).toEqual([])
})
