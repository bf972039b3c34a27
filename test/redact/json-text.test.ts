import { expect, it } from 'vitest'
import { depthOf, isJson, jsonLike, parsedJson } from '../../src/redact/json-text.ts'

it('knows JSON by how it begins, and reads it where it is', () => {
  expect(isJson(' {"a":1}')).toBe(true)
  expect(isJson('"a"')).toBe(false)
  expect(parsedJson('{"a":1}')).toEqual({ a: 1 })
  expect(parsedJson('{"a":')).toBeUndefined()
})

it('writes it as it was written', () => {
  for (const model of [
    '{"a":1}',
    '{"a":1}\n',
    `${JSON.stringify({ a: 1 }, null, 2)}\n`,
    JSON.stringify({ a: 1 }, null, 4),
  ])
    expect(jsonLike({ a: 1 }, model)).toBe(model)
})

it('counts the brackets that are open at once, and none within texts', () => {
  expect(depthOf('1')).toBe(0)
  expect(depthOf('{"a":[{}]}')).toBe(3)
  expect(depthOf('[1],[2]')).toBe(1)
  expect(depthOf('{"[[[\\"[[":"{{"}')).toBe(1)
})

it('takes what is nested more deeply than it can go for no JSON', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
  expect(parsedJson(nested(100))).toHaveLength(1)
  expect(parsedJson(nested(101))).toBeUndefined()
})
