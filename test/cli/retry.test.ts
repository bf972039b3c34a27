import { describe, expect, it } from 'vitest'
import { onlyInstruments } from '../../src/cli/retry.ts'
import type { Clause, ReasonCode, Verdict } from '../../src/verdict/schema.ts'

type Judged = Pick<Verdict, 'verdict' | 'run' | 'cleanup' | 'clauses'>

const clause = (reason: ReasonCode | null): Clause => ({
  id: 'p95/lost',
  objective: 'p95 below 150 ms',
  window: 'lost',
  indicator: 'p95',
  unit: 'ms',
  observed: null,
  bound: { op: 'below', value: 150 },
  samples: 0,
  bad: null,
  confidence: null,
  strength: 'none',
  verdict: reason === null ? 'pass' : 'inconclusive',
  reason,
  message: '',
  needed: null,
  evidence: [],
})
const judged = (reasons: (ReasonCode | null)[], more: Partial<Judged> = {}): Judged => ({
  verdict: 'inconclusive',
  run: 'completed',
  cleanup: 'clean',
  clauses: reasons.map(clause),
  ...more,
})

describe('a run is worth another attempt', () => {
  it.each<ReasonCode>(['instrument-unhealthy', 'clock-stepped', 'instruments-disagree'])(
    'when %s alone kept a clause undecided',
    (reason) => {
      expect(onlyInstruments(judged([null, reason]))).toBe(true)
    },
  )

  it.each<ReasonCode>([
    'fault-not-seen',
    'too-few-samples',
    'not-steady',
    'not-reached',
    'not-proven',
    'record-damaged',
  ])('but not when %s did, not even beside the instruments', (reason) => {
    expect(onlyInstruments(judged([reason]))).toBe(false)
    expect(onlyInstruments(judged(['clock-stepped', reason]))).toBe(false)
  })

  it.each<[string, Partial<Judged>]>([
    ['failed', { verdict: 'fail' }],
    ['passed', { verdict: 'pass' }],
    ['was interrupted', { run: 'interrupted' }],
    ['was aborted', { run: 'aborted' }],
    ['ended by an error', { run: 'errored' }],
    ['left something behind', { cleanup: 'dirty' }],
  ])('but not when it %s', (_name, more) => {
    expect(onlyInstruments(judged(['clock-stepped'], more))).toBe(false)
  })

  it('but not when no clause is undecided', () => {
    expect(onlyInstruments(judged([null]))).toBe(false)
    expect(onlyInstruments(judged([]))).toBe(false)
  })

  it('but not when an undecided clause has no reason', () => {
    const unknown: Clause = { ...clause(null), verdict: 'inconclusive' }
    expect(onlyInstruments({ ...judged([]), clauses: [unknown] })).toBe(false)
  })
})
