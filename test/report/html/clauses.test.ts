import { expect, test } from 'vitest'
import { clausesTable } from '../../../src/report/html/clauses.ts'
import { failedInput } from '../build-input.ts'

test('a row for each clause, a heading for each window, and what is behind it', () => {
  const { verdict } = failedInput()
  const table = clausesTable(verdict)
  expect(table.match(/<tr class="(pass|fail|inconclusive)">/g)).toHaveLength(verdict.clauses.length)
  expect(table.match(/scope="rowgroup"/g)).toHaveLength(3)
  expect(table).toContain('<li>kill of web-1: pid 4711 is gone</li>')
  expect(table).toContain('<li>99.9 % is not proven below 4,742 samples with 1 bad.</li>')
})
