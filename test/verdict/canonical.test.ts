import { expect, test } from 'vitest'
import { canonicalVerdict } from '../../src/verdict/canonical.ts'
import { judge } from '../../src/verdict/judge.ts'
import { verdictSchema } from '../../src/verdict/schema.ts'
import { measured } from './build-measurements.ts'
import { ranToEnd } from './build-run.ts'

const verdict = judge(ranToEnd(), measured(), { strict: false })

/** The same value, every object's keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  )
}

test('the order in which it was put together does not show', () => {
  const params = { b: 1, a: { d: [{ f: 1, e: 2 }], c: null } }
  const text = canonicalVerdict({ ...verdict, params })
  const other = verdictSchema.parse(JSON.parse(JSON.stringify(reversed({ ...verdict, params }))))
  expect(JSON.stringify(other)).not.toBe(JSON.stringify({ ...verdict, params }))
  expect(canonicalVerdict(other)).toBe(text)
  expect(Object.keys(JSON.parse(text)).slice(0, 5)).toEqual([
    'format',
    'verdict',
    'run',
    'cleanup',
    'clauses',
  ])
  expect(text.endsWith('}\n')).toBe(true)
})

test('another value is another text', () => {
  expect(canonicalVerdict({ ...verdict, seed: 8 })).not.toBe(canonicalVerdict(verdict))
})
