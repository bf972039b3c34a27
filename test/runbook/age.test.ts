import { expect, it } from 'vitest'
import { ageMs, formatAge } from '../../src/runbook/age.ts'

it.each([
  ['30d', 30 * 86_400_000],
  ['1.5 d', 129_600_000],
  ['12h', 43_200_000],
  ['90s', 90_000],
])('%s is %d ms', (text, ms) => {
  expect(ageMs(text)).toBe(ms)
})

it.each(['30', 'a month', '-1d', ''])('"%s" is no age', (text) => {
  expect(() => ageMs(text)).toThrow('is not a duration')
})

it.each([
  [41 * 86_400_000 + 5, '41 d'],
  [26 * 3_600_000, '26 h'],
  [3 * 3_600_000 + 20 * 60_000, '3 h 20 min'],
  [20 * 60_000, '20 min'],
  [0, '0 ms'],
])('%d ms are %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text)
})
