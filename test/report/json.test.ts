import { expect, test } from 'vitest'
import { json } from '../../src/report/json.ts'
import { failedInput, HOSTILE, hostileInput } from './build-input.ts'

test('it is the verdict as it is', () => {
  const input = failedInput()
  expect(json.file).toBe('verdict.json')
  expect(JSON.parse(json.render(input))).toEqual(JSON.parse(JSON.stringify(input.verdict)))
})

test.each(HOSTILE)('hostile text survives: %#', (text) => {
  expect(JSON.parse(json.render(hostileInput(text))).summary).toBe(text)
})
