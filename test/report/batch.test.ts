import { expect, test } from 'vitest'
import { renderBatch } from '../../src/report/batch.ts'
import { batchOf } from '../../src/verdict/batch.ts'
import type { Verdict } from '../../src/verdict/schema.ts'
import { failedInput, passedInput } from './build-input.ts'

const pass = passedInput().verdict
const fail = failedInput().verdict
const shown = (verdicts: Verdict[], columns = 80, colorLevel: 0 | 1 = 0): string =>
  renderBatch(
    batchOf({ drill: 'kill-node', asked: verdicts.length, verdicts, exitCode: 1 }),
    'reports/first.batch.json',
    { colorLevel, columns },
  )

test('the verdict over all first, then a line a run, then where it is stored', () => {
  const lines = shown([pass, fail]).split('\n')
  expect(lines[0]).toBe('FAIL  kill-node, 2 runs')
  expect(lines[1]).toMatch(/^Flaky: 1 of 2 passed\. /)
  expect(lines.some((line) => /^ {2}✓ {2}1 {2}\S+ {2}pass$/.test(line))).toBe(true)
  expect(lines.some((line) => /^ {2}✗ {2}2 {2}\S+ {2}fail$/.test(line))).toBe(true)
  expect(lines.slice(-4)).toEqual([
    'exit code 1',
    'runs: reports/first.batch.json',
    'page: reports/first.batch.html',
    '',
  ])
})

test('how sure it is', () => {
  expect(shown([pass, pass, pass])).toContain('Shown at 95 %: at least 37 % of runs pass.')
  expect(shown([fail, fail, fail])).toContain('Shown at 95 %: at most 63 % of runs pass.')
  expect(shown([fail, pass])).toMatch(/Shown at 95 % each: 2.\d+ % to 97.\d+ % of runs pass\./)
})

test('what was not taken to its end, and what is left, is said', () => {
  const odd: Verdict = { ...pass, verdict: 'inconclusive', run: 'interrupted', cleanup: 'dirty' }
  expect(shown([odd])).toContain('inconclusive, interrupted, dirty')
})

test('it fits the terminal, and has colours only where asked for', () => {
  const text = shown([pass, fail, fail])
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  expect(text).not.toContain('\u001b')
  expect(shown([fail], 80, 1)).toContain('\u001b[31m')
})
