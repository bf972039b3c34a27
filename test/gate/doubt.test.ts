import { describe, expect, it } from 'vitest'
import { doubtOf, doubtOfLost, type LostRecord, lostBeganMs, mayBeOf } from '../../src/gate/doubt.ts'
import { type ToldVerdict, toldVerdict } from '../../src/gate/told-verdict.ts'
import { requirement } from './requirement.ts'

const BEGAN = Date.UTC(2026, 10, 21, 12, 3, 4)
const told = (more: Partial<ToldVerdict> = {}): ToldVerdict => ({
  verdict: 'fail',
  drill: 'kill-node',
  target: { name: 'processes', kind: 'process' },
  environment: null,
  beganMs: BEGAN,
  ...more,
})
const lost = (more: Partial<LostRecord> = {}): LostRecord => ({
  directory: '/reports/20261121-120304-kill-node-1f3a',
  name: '20261121-120304-kill-node-1f3a',
  told: null,
  lack: { code: 'unreadable', why: 'its journal cannot be read' },
  claimed: null,
  ...more,
})
const kindOf = (record: LostRecord, nowMs = BEGAN + 1000) => {
  const { kind, reasons } = doubtOfLost(record, requirement, nowMs)
  return [kind, ...reasons.map(({ code }) => code)]
}

describe('a record whose journal cannot be read', () => {
  it('is of the drill that its name or its verdict names', () => {
    expect(mayBeOf(lost(), 'kill-node')).toBe(true)
    expect(mayBeOf(lost(), 'node')).toBe(false)
    expect(mayBeOf(lost({ name: 'job-7' }), 'kill-node')).toBe(false)
    expect(mayBeOf(lost({ name: 'job-7', told: told() }), 'kill-node')).toBe(true)
    expect(mayBeOf(lost({ name: 'job-7', claimed: 'kill-node' }), 'kill-node')).toBe(true)
  })

  it('began when its name or its verdict says, else it may be newer than any', () => {
    expect(lostBeganMs(lost())).toBe(BEGAN)
    expect(lostBeganMs(lost({ name: 'job-7', told: told() }))).toBe(BEGAN)
    expect(lostBeganMs(lost({ name: 'job-7' }))).toBe(Number.POSITIVE_INFINITY)
    expect(lostBeganMs(lost({ name: '20269921-120304-kill-node-1f3a' }))).toBe(Number.POSITIVE_INFINITY)
  })

  it('stands against older ones unless it did not fail, was elsewhere, or is too old', () => {
    expect(kindOf(lost())).toEqual(['doubtful', 'unreadable'])
    expect(kindOf(lost({ told: told() }))).toEqual(['doubtful', 'unreadable'])
    expect(kindOf(lost({ told: told({ verdict: null }) }))).toEqual(['doubtful', 'unreadable'])
    expect(kindOf(lost({ told: told({ verdict: 'pass' }) }))).toEqual(['unfit', 'unreadable'])
    expect(kindOf(lost({ told: told({ environment: 'staging' }) }))).toEqual([
      'unfit',
      'unreadable',
      'other-environment',
    ])
    expect(kindOf(lost({ told: told({ environment: undefined }) }))).toEqual(['doubtful', 'unreadable'])
    expect(kindOf(lost(), BEGAN + 3_600_001)).toEqual(['unfit', 'unreadable', 'too-old'])
    expect(kindOf(lost(), BEGAN - 3_600_000), 'of the future').toEqual(['doubtful', 'unreadable'])
  })
})

it('what cannot be judged is doubtful until its verdict says that it did not fail', () => {
  const lack = { code: 'edited', why: 'it was changed' } as const
  const by = (text: string | null) => doubtOf(lack, toldVerdict(text))
  expect(by('{"verdict": "inconclusive"}')).toEqual({ kind: 'unfit', reasons: [lack] })
  expect(by('{"verdict": "fail"}')).toEqual({
    kind: 'doubtful',
    reasons: [{ code: 'edited', why: 'it was changed; its verdict.json says that it failed' }],
  })
  expect(by(null).kind).toBe('doubtful')
})
