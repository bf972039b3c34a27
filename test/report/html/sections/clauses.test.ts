import { expect, test } from 'vitest'
import { clausesFold } from '../../../../src/report/html/sections/clauses.ts'
import { failedInput } from '../../build-input.ts'

test('a row for each clause, a heading for each window, and what is behind it', () => {
  const { verdict } = failedInput()
  const text = clausesFold(verdict)
  expect(text.match(/<tr id="clause-\d+">/g)).toHaveLength(verdict.clauses.length)
  expect(text.match(/scope="rowgroup"/g)).toHaveLength(3)
  expect(text).toContain('<li>kill of web-1: pid 4711 is gone</li>')
  expect(text).toContain('<li>99.9 % is not proven below 4,742 samples with 1 bad.</li>')
  expect(text).toContain('<span aria-hidden="true">✗</span><span class="unseen">fail</span>')
})

test('a bound is shown where it decides, and not where it does not', () => {
  const { verdict } = failedInput()
  const confidence = { low: 0.99, high: 1, method: 'Clopper–Pearson' }
  const shown = (strength: 'proven' | 'observed') => {
    const [clause] = verdict.clauses
    if (!clause) throw new Error('A clause was expected.')
    return clausesFold({
      ...verdict,
      clauses: [{ ...clause, unit: 'ratio', confidence, strength, reason: null }],
    })
  }
  expect(shown('observed')).toContain('<small>95 %: 99 % to 100 %</small>')
  expect(shown('proven')).not.toContain('95 %: 99')
})
