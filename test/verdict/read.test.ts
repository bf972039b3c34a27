import { describe, expect, test } from 'vitest'
import { batchOf } from '../../src/verdict/batch.ts'
import { canonicalVerdict } from '../../src/verdict/canonical.ts'
import { readBatch, readVerdict } from '../../src/verdict/read.ts'
import { passedInput } from '../report/build-input.ts'

const { verdict } = passedInput()
const text = canonicalVerdict(verdict)

describe('verdict.json', () => {
  test('is read back as it was written', () => {
    expect(readVerdict(text, 'verdict.json')).toEqual(verdict)
  })

  test.each([
    ['cut off', text.slice(0, -10), /verdict\.json cannot be read: it is not JSON/],
    [
      'of a newer format',
      text.replace('verdict/1', 'verdict/2'),
      /firedrill-verdict\/2; this firedrill reads up to firedrill-verdict\/1/,
    ],
    [
      'with a wrong field',
      text.replace(/"seed": \d+/, '"seed": "7"'),
      /verdict\.json cannot be read: seed: /,
    ],
  ])('%s is refused by name', (_what, odd, words) => {
    expect(() => readVerdict(odd, 'verdict.json')).toThrow(
      expect.objectContaining({ code: 'record-invalid', message: expect.stringMatching(words) }),
    )
  })

  test('that its own clauses do not give is none', () => {
    const { clauses } = verdict
    const failed = { ...verdict, clauses: clauses.map((clause) => ({ ...clause, verdict: 'fail' as const })) }
    expect(() => readVerdict(JSON.stringify(failed), 'verdict.json')).toThrow(/do not give "pass"/)
    expect(() => readVerdict(JSON.stringify({ ...verdict, run: 'errored' }), 'v')).toThrow(/do not give/)
  })
})

describe('a batch', () => {
  const batch = batchOf({ drill: 'kill-node', asked: 1, verdicts: [verdict], exitCode: 0 })

  test('is read back as it was written', () => {
    expect(readBatch(JSON.stringify(batch), 'a.batch.json')).toEqual(batch)
  })

  test.each(['../elsewhere', '/etc', '..', '', 'a/b'])('names runs beside it, and not "%s"', (id) => {
    const odd = { ...batch, runs: batch.runs.map((run) => ({ ...run, id })) }
    expect(() => readBatch(JSON.stringify(odd), 'a.batch.json')).toThrow(
      /runs\[0\]\.id is not the name of a run/,
    )
  })
})
