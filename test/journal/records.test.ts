/** Records of every format that there ever was stay readable, and are judged as they were. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { judgeRecord } from '../../src/cli/judge-record.ts'
import { nodeHost } from '../../src/host/node.ts'
import { JOURNAL_FORMAT } from '../../src/journal/events.ts'
import { readVerdict } from '../../src/verdict/read.ts'

const RECORDS = fileURLToPath(new URL('./records', import.meta.url))
const formats = readdirSync(RECORDS).filter((name) => statSync(join(RECORDS, name)).isDirectory())

test('there is one of each format up to the present one', () => {
  expect(formats).toEqual(Array.from({ length: JOURNAL_FORMAT }, (_, k) => String(k + 1)))
})

test.each(formats)('the record of format %s is whole, and its verdict is what it was', async (format) => {
  const directory = join(RECORDS, format)
  const file = join(directory, 'verdict.json')
  const { record, verdict } = await judgeRecord(nodeHost(), directory, { indicators: {}, strict: null })
  expect(record.damage).toEqual([])
  expect([
    record.requests.length,
    record.probes.length,
    record.traffic?.length,
    record.stored?.length,
  ]).toEqual([360, 45, 1, 1])
  const before = readVerdict(readFileSync(file, 'utf8'), file)
  const clauses = (of: typeof verdict) =>
    of.clauses.map(({ id, verdict: each, observed }) => [id, each, observed])
  expect([verdict.verdict, clauses(verdict)]).toEqual([before.verdict, clauses(before)])
  expect(before.verdict).toBe('pass')
})
