import { expect, test } from 'vitest'
import { columnsOf } from '../../../../src/load/k6/csv/columns.ts'
import { FactsOf } from '../../../../src/load/k6/csv/facts.ts'
import { Operations } from '../../../../src/load/k6/operation.ts'
import { HEADER, requestRows } from './stream.ts'

const columns = columnsOf(HEADER.split(','))
if (!columns) throw new Error('no columns')
const firstRow = (cells: Parameters<typeof requestRows>[0]): string =>
  requestRows(cells).split('\n')[0] as string

test('requests of one series share what their tags say, those of others do not', () => {
  const facts = new FactsOf(new Operations())
  const first = facts.of(firstRow({ endMs: 1, vu: 1 }), false, columns)
  expect(facts.of(firstRow({ endMs: 2, vu: 7, iter: 3 }), false, columns)).toBe(first)
  const other = facts.of(firstRow({ endMs: 2, status: '503', error: '1503' }), false, columns)
  expect([first?.status, other?.status, other?.error]).toEqual([200, 503, 1503])
})

test('a quoted row says the same as a plain one', () => {
  const facts = new FactsOf(new Operations())
  const plain = facts.of(firstRow({ endMs: 1 }), false, columns)
  expect(facts.of(firstRow({ endMs: 1, group: '::a,b' }), true, columns)).toEqual({
    ...plain,
    group: '::a,b',
  })
})

test('a row with another number of fields says nothing, also after a good one', () => {
  const facts = new FactsOf(new Operations())
  const row = firstRow({ endMs: 1 })
  expect(facts.of(row, false, columns)).not.toBeNull()
  expect(facts.of(`${row},more`, false, columns)).toBeNull()
  expect(facts.of('http_reqs,1', false, columns)).toBeNull()
})

test('many series do not pile up, and stay right', () => {
  const facts = new FactsOf(new Operations())
  for (let id = 0; id < 10_050; id += 1) {
    const seen = facts.of(firstRow({ endMs: 1, name: `n${id}` }), false, columns)
    expect(seen?.operation).toBe(`n${id}`)
  }
})
