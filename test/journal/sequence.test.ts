import { expect, test } from 'vitest'
import { sequenceOf } from '../../src/journal/sequence.ts'

const of = (...seqs: number[]) => sequenceOf(seqs.map((seq) => ({ seq })))

test('events that follow one another from 0 are as they were written', () => {
  expect(of(0, 1, 2, 3)).toEqual({ missing: 0, findings: [] })
  expect(of()).toEqual({ missing: 0, findings: [] })
})

test('what is missing is said, and counted', () => {
  expect(of(0, 2, 6)).toEqual({
    missing: 4,
    findings: ['event 1 of the journal is missing', 'events 3 to 5 of the journal are missing'],
  })
})

test('one that stands there twice, and one that comes late, are said, and nothing of theirs is missing', () => {
  expect(of(0, 1, 1, 2)).toEqual({ missing: 0, findings: ['event 1 of the journal stands there twice'] })
  expect(of(0, 2, 1, 3)).toEqual({
    missing: 0,
    findings: ['event 1 of the journal is missing', 'event 1 of the journal stands after event 2'],
  })
})

test('of many findings a few are told', () => {
  const { findings, missing } = of(...Array.from({ length: 50 }, (_, k) => 2 * k))
  expect([missing, findings.length, findings.at(-1)]).toEqual([
    49,
    4,
    '46 more events are out of their place',
  ])
})
