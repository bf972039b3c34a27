import { expect, test } from 'vitest'
import { columnsOf } from '../../../../src/load/k6/csv/columns.ts'
import { RequestRows, type SeenRequest } from '../../../../src/load/k6/csv/request-rows.ts'
import { Operations } from '../../../../src/load/k6/operation.ts'
import { HEADER, requestRows } from './stream.ts'

const columns = columnsOf(HEADER.split(','))

function assemble(lines: string[]): { seen: SeenRequest[]; malformed: number } {
  const result = { seen: [] as SeenRequest[], malformed: 0 }
  const sink = {
    request: (seen: SeenRequest) => result.seen.push(seen),
    aside: () => undefined,
    malformed: () => {
      result.malformed += 1
    },
  }
  const rows = new RequestRows(sink, new Operations())
  if (!columns) throw new Error('no columns')
  for (const line of lines) {
    const metric = line.slice(0, line.indexOf(','))
    if (metric === 'http_reqs') rows.begin(line, false, columns)
    else if (metric === 'http_req_failed') rows.failed(line, false, columns)
    else rows.part(metric, line, false, columns)
  }
  rows.finish()
  return result
}

const KEPT = /^http_(reqs|req_(duration|blocked|connecting|sending|failed)),/
const rowsOf = (cells: Parameters<typeof requestRows>[0]): string[] =>
  requestRows(cells)
    .split('\n')
    .filter((line) => KEPT.test(line))

test('rows of one request are put together', () => {
  const { seen, malformed } = assemble(rowsOf({ endMs: 1000, duration: 4, vu: 5, iter: 6 }))
  expect(malformed).toBe(0)
  expect(seen).toMatchObject([
    { endWallMs: 1000, vu: '5', iteration: '6', timed: true, row: { durationMs: 4 } },
  ])
})

test('a part of another moment belongs to another request', () => {
  const lines = rowsOf({ endMs: 1000 })
  const foreign = rowsOf({ endMs: 2000 })
  const { seen, malformed } = assemble([lines[0] as string, foreign[1] as string, ...foreign])
  expect(seen.map(({ endWallMs }) => endWallMs)).toEqual([2000])
  expect(malformed).toBe(1)
})

test('a request without a duration is none', () => {
  const [first, , ...rest] = rowsOf({ endMs: 1000 })
  expect(assemble([first as string, ...rest])).toMatchObject({ seen: [], malformed: 1 })
})

test('codes that are none become 0', () => {
  const { seen } = assemble(rowsOf({ endMs: 1000, status: 'weird', error: '99999999' }))
  expect(seen[0]?.row).toMatchObject({ status: 0, error: 0 })
})

test.each([
  ['a time that is none', { endMs: Number.POSITIVE_INFINITY }],
  ['a duration below zero', { endMs: 1000, duration: -5 }],
  ['a duration without end', { endMs: 1000, duration: 1e300 }],
])('a request with %s is none', (_what, cells) => {
  expect(assemble(rowsOf(cells))).toMatchObject({ seen: [], malformed: 1 })
})
