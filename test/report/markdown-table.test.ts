import { expect, test } from 'vitest'
import { clauseTable } from '../../src/report/markdown-table.ts'
import { failedInput } from './build-input.ts'

test('a row for each clause, in the order given', () => {
  const { clauses } = failedInput().verdict
  const [head, , first] = clauseTable(clauses.toReversed())
  expect(head).toContain('| window | objective |')
  expect(first).toContain(`| ${clauses.at(-1)?.window} | ${clauses.at(-1)?.objective} |`)
  expect(clauseTable(clauses).filter((line) => /^\| [✓✗?] /.test(line))).toHaveLength(clauses.length)
})
