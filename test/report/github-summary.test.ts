import { expect, test } from 'vitest'
import { githubSummary } from '../../src/report/github-summary.ts'
import { markdown } from '../../src/report/markdown.ts'
import { failedInput } from './build-input.ts'

test('it is the report, within what GitHub takes', () => {
  const input = failedInput()
  expect(githubSummary.render(input)).toBe(markdown.render(input))
  const [clause] = input.verdict.clauses
  if (!clause) throw new Error('A clause was expected.')
  const clauses = Array.from({ length: 20_000 }, () => clause)
  const text = githubSummary.render({ ...input, verdict: { ...input.verdict, clauses } })
  expect(text.endsWith('(cut off)\n')).toBe(true)
  expect(text.length).toBeLessThan(1_000_000)
})
