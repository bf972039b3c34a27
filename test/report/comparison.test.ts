import { expect, test } from 'vitest'
import { compareRuns } from '../../src/compare/compare.ts'
import type { Comparison } from '../../src/compare/comparison.ts'
import { comparisonJson, renderComparison } from '../../src/report/comparison.ts'
import { interruptionBelow1s, madeRun } from '../compare/made-runs.ts'
import { p95Below150, uptimeThreeNines } from '../measure/build-record.ts'
import { HOSTILE } from './build-input.ts'

const more = { expect: [p95Below150, uptimeThreeNines, interruptionBelow1s] }
const worse = compareRuns(
  [madeRun({ seed: 1, seconds: 60, more })],
  [madeRun({ seed: 2, seconds: 60, medianMs: 30, more })],
  {
    tolerance: 0.25,
  },
)
const shown = (comparison: Comparison, colorLevel: 0 | 1 = 0): string =>
  renderComparison(comparison, { colorLevel, columns: 80 })

test('what it comes to first, then both sides, then each clause by window', () => {
  const text = shown(worse)
  const lines = text.split('\n')
  expect(lines[0]).toBe('WORSE  kill-node')
  expect(lines).toContain('first:  run-1 (pass)')
  expect(lines).toContain('second: run-2 (pass)')
  expect(lines).toContain('calm')
  expect(text).toMatch(/ {2}✗ p95 below 150 ms +[\d.]+ ms → [\d.]+ ms +worse by [\d.]+ ms\n/)
  expect(text).toMatch(/ {2}= uptime at least 99.9 % +100 % → 100 % +no difference seen\n/)
  expect(text).toMatch(/ {2}\? longest interruption below 1 s +0 ms → 0 ms +too little data\n/)
  expect(lines.at(-2)).toBe('exit code 1')
})

test('it fits the terminal, whatever is said', () => {
  const wide = worse.clauses.map((clause) => ({ ...clause, words: 'worse by 12.3 s', first: 123_456 }))
  for (const comparison of [worse, { ...worse, clauses: wide }]) {
    expect(
      Math.max(
        ...shown(comparison)
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80)
  }
})

test('colours only where asked for', () => {
  expect(shown(worse)).not.toContain('\u001b')
  expect(shown(worse, 1)).toContain('\u001b[31m')
})

test('JSON has every number, and the endless ones by name', () => {
  const json = JSON.parse(
    comparisonJson({ ...worse, clauses: [{ ...worse.clauses[0]!, second: Number.POSITIVE_INFINITY }] }),
  )
  expect(json).toMatchObject({ format: 'firedrill-comparison/1', verdict: 'worse', exitCode: 1 })
  expect(json.clauses[0]).toMatchObject({ second: 'never', unit: 'ms' })
})

test.each(HOSTILE)('hostile text controls nothing: %#', (hostile) => {
  const clauses = worse.clauses.map((clause) => ({
    ...clause,
    objective: hostile,
    window: hostile,
    detail: hostile,
  }))
  const text = shown({ ...worse, drill: hostile, differs: [hostile], leftOut: [hostile], clauses })
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u)
})
