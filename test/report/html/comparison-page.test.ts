import { expect, it } from 'vitest'
import { compareRuns } from '../../../src/compare/compare.ts'
import { comparisonPage } from '../../../src/report/html/comparison-page.ts'
import { madeRun } from '../../compare/made-runs.ts'
import { HOSTILE } from '../build-input.ts'

const worse = compareRuns(
  [madeRun({ seed: 1, seconds: 60 })],
  [madeRun({ seed: 2, seconds: 60, medianMs: 30 })],
  { tolerance: 0.25 },
)

it('answers first, then has each clause by window, and what was compared', () => {
  const text = comparisonPage(worse)
  expect(text).toContain('<title>Worse: kill-node</title>')
  expect(text).toContain('<p class="answer bad">Worse</p>')
  const [clause] = worse.clauses
  expect(text).toContain(clause?.words)
  expect(text.indexOf('calm')).toBeGreaterThan(text.indexOf('class="answer'))
  expect(text).toContain('run-1 (pass)')
  expect(text).toContain('Exit code 1.')
})

it('says what was left out, and what differs', () => {
  const text = comparisonPage({ ...worse, leftOut: ['x: y'], differs: ['commit: a against b'] })
  expect(text).toContain('<li>x: y</li>')
  expect(text).toContain('<li>commit: a against b</li>')
})

it.each(HOSTILE)('%.20s stays text', (hostile) => {
  const clauses = worse.clauses.map((clause) => ({
    ...clause,
    objective: hostile,
    window: hostile,
    detail: hostile,
  }))
  const text = comparisonPage({ ...worse, drill: hostile, summary: hostile, clauses, leftOut: [hostile] })
  expect(text).not.toContain('<script>alert')
  expect(text).not.toContain('<img src=x')
})
