import { expect, it } from 'vitest'
import { isJson, jsonLike, parsedJson } from '../../src/redact/json-text.ts'

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
