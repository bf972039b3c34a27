import type { Clause } from '../verdict/schema.ts'
import { cellsOf, LEVELS } from './cells.ts'
import { markdown as md } from './escape.ts'

const HEAD = ['| | window | objective | observed | samples | how sure |', '|---|---|---|---:|---:|---|']

/** A row for each clause, in the order given. */
export function clauseTable(clauses: readonly Clause[]): string[] {
  const rows = clauses.map((clause) => {
    const { mark, objective, observed, samples, strength } = cellsOf(clause)
    return `| ${mark} | ${md(clause.window)} | ${md(objective)} | ${observed} | ${samples} | ${strength} |`
  })
  return [...HEAD, ...rows, '', LEVELS, '']
}
