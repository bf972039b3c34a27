import { expect, it } from 'vitest'
import type { GateRequirement } from '../../src/config/gate-policy.ts'
import { askedArtifact } from '../../src/gate/artifact.ts'
import { fitnessOf, type JudgedAgain } from '../../src/gate/fitness.ts'
import { measure } from '../../src/measure/measure.ts'
import { canonicalVerdict } from '../../src/verdict/canonical.ts'
import { judge } from '../../src/verdict/judge.ts'
import { DIGEST, type MadeGateRun, madeGateRecord } from '../cli/gate-record.ts'
import { p95Below150 } from '../measure/build-record.ts'
import { requirement } from './requirement.ts'

function judged(made: MadeGateRun = {}, strict = false): JudgedAgain {
  const record = madeGateRecord(made)
  const measurements = measure(record)
  const verdict = judge(record, measurements, { strict })
  return {
    record,
    measurements,
    verdict,
    sealed: true,
    stored: canonicalVerdict(verdict),
    changed: [],
    undigested: [],
  }
}
const fitness = (one: JudgedAgain, more: Partial<GateRequirement> = {}, artifact = DIGEST) =>
  fitnessOf(one, { ...requirement, ...more }, askedArtifact(artifact))
const codesOf = (of: ReturnType<typeof fitness>) =>
  of.kind === 'unfit' ? of.reasons.map(({ code }) => code) : of.kind

it('what is whole, of the artifact and passed counts, however strictly it was judged', () => {
  expect(codesOf(fitness(judged()))).toBe('counts')
  const observed = judged({ failed: 4 }, true)
  expect(observed.verdict.verdict).toBe('inconclusive')
  expect(codesOf(fitness(observed))).toBe('counts')
  expect(codesOf(fitness(observed, { proven: true }))).toEqual(['not-proven'])
})

it('what fits and failed stands against the artifact; what failed and does not fit says nothing of it', () => {
  expect(fitness(judged({ failed: 9 }))).toMatchObject({ kind: 'failed', reasons: [] })
  expect(codesOf(fitness(judged({ failed: 9 }), {}, 'b2'.repeat(32)))).toEqual([
    'wrong-artifact',
    'inconclusive',
  ])
})

it('a verdict that says something else than the samples is named by what differs', () => {
  const one = judged({ failed: 9 })
  const stored = one.stored
    ?.replace('"verdict": "fail"', '"verdict": "pass"')
    .replace('"exitCode": 1', '"exitCode": 0')
  const found = fitness({ ...one, stored: stored ?? null })
  expect(found.kind).toBe('failed')
  expect(found.kind === 'failed' && found.reasons[0]).toMatchObject({
    code: 'edited',
    why: expect.stringContaining('(verdict, exitCode)'),
  })
  expect(codesOf(fitness({ ...judged(), stored: 'not JSON' }))).toEqual(['edited'])
  expect(codesOf(fitness({ ...judged(), stored: null }))).toEqual(['cut'])
})

it('a drill that is another now is told, but of a fail', () => {
  const changed = ['drills/kill-node.ts']
  expect(codesOf(fitness({ ...judged(), changed }))).toEqual(['drill-changed'])
  expect(codesOf(fitness({ ...judged(), undigested: ['drill'] }))).toEqual(['drill-changed'])
  expect(fitness({ ...judged({ failed: 9 }), changed })).toMatchObject({ kind: 'failed', reasons: [] })
})

it('an objective that is judged before the fault only is missing', () => {
  const phases = [
    { name: 'calm', durationMs: 10_000, expect: [p95Below150] },
    { name: 'lost', durationMs: 10_000, inherit: false },
  ]
  const one = judged({ more: { phases, expect: [] } })
  expect(codesOf(fitness(one))).toBe('counts')
  expect(codesOf(fitness(one, { expect: ['p95 below 150 ms'] }))).toEqual(['objective-missing'])
  expect(codesOf(fitness(one, { expect: ['p95 below 150 ms in calm'] }))).toBe('counts')
})

it('all that speaks against a record is told', () => {
  const one = judged({ more: { cleanup: 'dirty', run: 'errored', damage: ['metrics.arrow: it is cut off'] } })
  const codes = codesOf(fitness({ ...one, sealed: false, stored: '{}' }))
  expect(codes).toEqual(['cut', 'unsealed', 'edited', 'not-completed', 'dirty', 'inconclusive'])
})

it('a fail is one, whatever is wrong with its record, until it is known to be of another artifact', () => {
  const failed = judged({ failed: 9 })
  expect(fitness({ ...failed, sealed: false, stored: null })).toMatchObject({
    kind: 'failed',
    reasons: [{ code: 'unsealed' }, { code: 'cut' }],
  })
  expect(codesOf(fitness(judged({ failed: 9, digest: null })))).toBe('failed')
  expect(codesOf(fitness(judged({ failed: 9, version: null })))).toBe('failed')
  const passed = judged()
  const stored = passed.stored?.replace('"verdict": "pass"', '"verdict": "fail"') ?? null
  expect(codesOf(fitness({ ...passed, stored }))).toBe('failed')
  expect(codesOf(fitness({ ...passed, stored }, {}, 'b2'.repeat(32)))).toEqual(['edited', 'wrong-artifact'])
})

it('what may have failed is in doubt, where its record is not whole and no verdict says otherwise', () => {
  const one = judged({ failed: 9, more: { damage: ['metrics.arrow: it is cut off'] } })
  expect(one.verdict.verdict).toBe('inconclusive')
  const found = fitness({ ...one, stored: null })
  expect(found.kind).toBe('doubtful')
  expect(found.kind === 'doubtful' && found.reasons.map(({ code }) => code)).toContain('cut')
  expect(fitness({ ...judged(), sealed: false, stored: '{}' }).kind).toBe('doubtful')
  expect(fitness({ ...one, stored: null }, {}, 'b2'.repeat(32)).kind).toBe('unfit')
  const stored = one.stored?.replace('"verdict": "inconclusive"', '"verdict": "pass"') ?? null
  expect(fitness({ ...one, stored }).kind).toBe('unfit')
  const interrupted = judged({ more: { run: 'interrupted', damage: ['seal.json is missing'] } })
  expect(fitness({ ...interrupted, stored: null }).kind).toBe('unfit')
})

it('the diagnosis decides nothing: its words may differ, but not how the rest is written', () => {
  const one = judged()
  const other = { ...JSON.parse(one.stored ?? ''), diagnosis: { of: 'another release' } }
  expect(codesOf(fitness({ ...one, stored: `${JSON.stringify(other, null, 2)}\n` }))).toBe('counts')
  expect(codesOf(fitness({ ...one, stored: JSON.stringify(other) }))).toEqual(['edited'])
})
