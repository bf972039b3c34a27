import { expect, test } from 'vitest'
import { githubSummary } from '../../src/report/github-summary.ts'
import { markdown } from '../../src/report/markdown.ts'
import { failedInput } from './build-input.ts'

const many = (count: number, more = {}) => {
  const input = failedInput()
  const [clause] = input.verdict.clauses
  if (!clause) throw new Error('A clause was expected.')
  const clauses = Array.from({ length: count }, () => ({ ...clause, ...more }))
  return { ...input, verdict: { ...input.verdict, clauses } }
}
const bytes = (text: string): number => new TextEncoder().encode(text).length

test('it is the report, where that is short enough', () => {
  const input = failedInput()
  expect(githubSummary.render(input)).toBe(markdown.render(input))
})

test('a long one is cut off within what GitHub takes, counted in bytes', () => {
  const text = githubSummary.render(many(20_000, { objective: '▁▂▃▄▅▆▇█'.repeat(20) }))
  expect(text.endsWith('(cut off: the whole is in report.md)\n')).toBe(true)
  expect(bytes(text)).toBeLessThan(201_000)
  expect(bytes(text)).toBeGreaterThan(190_000)
  expect(text.isWellFormed()).toBe(true)
})

test('what was opened before the cut is closed: what comes after it stands on its own', () => {
  const text = githubSummary.render(many(20_000))
  expect(text.match(/^<details>$/gm)?.length).toBe(text.match(/^<\/details>$/gm)?.length)
  expect((text.match(/^```/gm)?.length ?? 0) % 2).toBe(0)
})
