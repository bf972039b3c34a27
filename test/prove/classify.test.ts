import { describe, expect, it } from 'vitest'
import { classify, type SabotagedRun } from '../../src/prove/classify.ts'
import type { Provable } from '../../src/prove/sabotages.ts'
import { EXPECTATIONS } from '../../src/prove/sabotages.ts'
import type { Clause } from '../../src/verdict/schema.ts'
import { objective } from '../measure/steadily.ts'
import { indication } from '../verdict/build-measurements.ts'
import { altered, runWith } from './build-runs.ts'

const healthy = runWith(8).verdict
const proven = (run: SabotagedRun, kind: Provable = 'delays') => classify(run, EXPECTATIONS[kind], healthy)
const spoiled = (run: SabotagedRun, count: number): SabotagedRun => ({
  ...run,
  spoiled: { seen: 100, spoiled: count },
})
const clauseOf = (run: SabotagedRun): Clause => run.verdict.clauses[0]!

describe('a run on a sabotaged target', () => {
  it('was caught by the clause that failed', () => {
    expect(proven(runWith(6000))).toEqual({
      outcome: 'caught',
      by: 'p95 below 5 s in calm',
      why: [expect.stringMatching(/^p95 was 6 s .*below 5 s is required/)],
    })
  })

  it('was caught by the clause in which its effect shows, where several failed', () => {
    const both = runWith(6000, 0.3)
    expect(proven(both).by).toBe('p95 below 5 s in calm')
    expect(proven(both, 'loses').by).toBe('uptime at least 50 % in calm')
  })

  it('was caught by what follows from it, where it shows nowhere else', () => {
    expect(proven(runWith(8, 0.3))).toMatchObject({ outcome: 'caught', by: 'uptime at least 50 % in calm' })
    expect(proven(runWith(8, 0.3), 'loses-writes')).toMatchObject({ outcome: 'caught' })
  })

  it('is not decided where it failed by something else, and says what would have told', () => {
    expect(proven(runWith(6000), 'loses-writes')).toEqual({
      outcome: 'undecided',
      by: null,
      why: [
        'Failed by p95 below 5 s in calm, in which this sabotage does not show.',
        expect.stringContaining('writes().lost(0) would.'),
      ],
    })
    expect(proven(runWith(6000), 'loses')).toMatchObject({
      outcome: 'undecided',
      why: [expect.stringContaining('Failed by p95'), expect.stringContaining('Too lax: uptime')],
    })
    const both = runWith(6000, 0.3)
    for (const kind of ['noop-heal', 'noop-fault', 'version-lies'] as const)
      expect(proven(both, kind)).toMatchObject({ outcome: 'undecided', by: null })
  })

  it('was let through where it passed, by the objective that is too lax', () => {
    expect(proven(spoiled(runWith(412), 10))).toMatchObject({
      outcome: 'let-through',
      by: null,
      why: [expect.stringContaining('Too lax: p95 below 5 s in calm saw 412 ms')],
    })
  })

  it('was let through by the objectives where only the steady state afterwards failed', () => {
    const steady = { before: { holds: true, findings: [] }, after: { holds: false, findings: ['9 failed'] } }
    const { outcome, why } = proven(spoiled(runWith(8, 0.95, { steady }), 10), 'loses')
    expect(outcome).toBe('let-through')
    expect(why).toEqual([
      expect.stringContaining('Too lax: uptime at least 50 %'),
      'Only the steady state after the drill gave it away.',
    ])
  })

  it('is not decided where its verdict is not, or the run was not taken to its end', () => {
    const run = runWith(8)
    const inconclusive = altered(run, { verdict: 'inconclusive', summary: 'Too few.' })
    expect(proven(inconclusive)).toEqual({ outcome: 'undecided', by: null, why: ['Too few.'] })
    expect(proven(altered(run, { run: 'errored' }))).toMatchObject({ outcome: 'undecided' })
  })

  it('is not decided where the sabotage met nothing', () => {
    const nothing = { outcome: 'undecided', by: null }
    const why = 'It met no request that it could spoil, of 100.'
    expect(proven(spoiled(runWith(8), 0))).toEqual({ ...nothing, why: [why] })
    expect(proven(spoiled(runWith(6000), 0))).toEqual({
      ...nothing,
      why: ['Failed by p95 below 5 s in calm.', why],
    })
  })

  it('is not decided where the proxy did not come to its end, whatever was seen', () => {
    const why = 'Its proxy did not come to its end: what it spoiled is not known.'
    for (const kind of ['delays', 'no-retries', 'duplicates'] as const) {
      const without = (run: SabotagedRun) => proven({ ...run, spoiled: null }, kind)
      expect(without(runWith(8))).toEqual({ outcome: 'undecided', by: null, why: [why] })
      expect(without(runWith(6000))).toMatchObject({
        outcome: 'undecided',
        why: [expect.stringMatching(/^Failed by p95/), why],
      })
    }
  })
})

describe('a fault that does nothing', () => {
  it('was caught where it was said that it was not seen', () => {
    const run = runWith(8)
    const unseen: Clause = {
      ...clauseOf(run),
      verdict: 'inconclusive',
      reason: 'fault-not-seen',
      message: 'The kill of web-1 was not seen to land.',
    }
    const seen = altered(run, { verdict: 'inconclusive', clauses: [unseen] })
    expect(proven(seen, 'noop-fault')).toEqual({
      outcome: 'caught',
      by: 'the proof that the fault landed',
      why: ['The kill of web-1 was not seen to land.'],
    })
    // Another sabotage is not caught by that.
    expect(proven(seen, 'loses').outcome).toBe('undecided')
  })

  it('was let through where it passed', () => {
    expect(proven(runWith(8), 'noop-fault')).toMatchObject({
      outcome: 'let-through',
      why: [expect.stringContaining('Nothing in the drill judges that its fault landed')],
    })
  })
})

describe('a heal that does nothing', () => {
  const run = runWith(8)

  it('was caught by a clean-up that found what is left', () => {
    const left = [{ what: 'pause web-1', evidence: '3 processes are stopped', remedy: null }]
    expect(proven(altered(run, { cleanup: 'dirty', left }), 'noop-heal')).toEqual({
      outcome: 'caught',
      by: 'the clean-up',
      why: ['pause web-1 is left: 3 processes are stopped.'],
    })
  })

  it('was caught by a heal that was not seen', () => {
    const fault = {
      fault: 'pause',
      victim: 'web-1',
      window: 'calm',
      instantMs: 1,
      landed: true,
      healed: false,
      evidence: [],
      firstErrorMs: null,
      lastErrorMs: null,
      recoveredMs: null,
      failures: null,
    }
    const unhealed = altered(run, { verdict: 'inconclusive', faults: [fault] })
    expect(proven(unhealed, 'noop-heal')).toMatchObject({
      outcome: 'caught',
      by: 'the heal',
      why: ['The pause of web-1 was not seen healed.'],
    })
    expect(proven(altered(run, { faults: [{ ...fault, healed: null }] }), 'noop-heal').outcome).toBe(
      'let-through',
    )
  })
})

describe('an app that copes', () => {
  it('withstands an edge that had nobody to lose', () => {
    expect(proven(spoiled(runWith(8), 0), 'no-retries').outcome).toBe('withstood')
    expect(proven(spoiled(runWith(8), 3), 'no-retries').outcome).toBe('let-through')
  })

  it('is not known to cope where the run was not decided, or failed', () => {
    const met = spoiled(runWith(8), 0)
    const undecided = (more: Partial<SabotagedRun['verdict']>) =>
      proven(altered(met, { summary: 'Not so.', ...more }), 'no-retries')
    const expected = { outcome: 'undecided', by: null, why: ['Not so.'] }
    expect(undecided({ verdict: 'inconclusive' })).toEqual(expected)
    expect(undecided({ run: 'errored' })).toEqual(expected)
    expect(undecided({ run: 'interrupted', verdict: 'inconclusive' })).toEqual(expected)
    const steady = { before: { holds: true, findings: [] }, after: { holds: false, findings: ['9 failed'] } }
    expect(proven(spoiled(runWith(8, 1, { steady }), 0), 'no-retries').outcome).toBe('undecided')
  })

  it('withstands copies that are counted, and not those that nobody counts', () => {
    expect(proven(spoiled(runWith(8), 5), 'duplicates')).toMatchObject({
      outcome: 'let-through',
      why: [expect.stringContaining('writes().duplicated(0) would')],
    })
    const counted = (wrong: 'lost' | 'duplicated', more: Parameters<typeof runWith>[2] = {}) => {
      const asked = objective({ kind: 'writes', wrong }, { op: 'atMost', value: 0 })
      const none = indication(asked, { window: 'calm', observed: 0, bad: 0 })
      return spoiled(runWith(8, 1, { indicators: [none], ...more }), 5)
    }
    // What fails for a copy counts none.
    expect(EXPECTATIONS.duplicates.entails({ kind: 'uptime', by: 'requests' })).toBe(true)
    expect(proven(counted('duplicated'), 'duplicates').outcome).toBe('withstood')
    const steady = { before: { holds: true, findings: [] }, after: { holds: false, findings: ['9 failed'] } }
    expect(proven(counted('duplicated', { steady }), 'duplicates').outcome).toBe('undecided')
    // What counts the lost ones counts no copies; and a lost write cannot be withstood.
    expect(proven(counted('lost'), 'duplicates').outcome).toBe('let-through')
    expect(proven(counted('lost'), 'loses-writes').outcome).toBe('let-through')
  })
})
