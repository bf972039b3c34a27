import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measure } from '../../src/measure/measure.ts'
import type { Measurements } from '../../src/measure/measurements.ts'
import { canonicalVerdict } from '../../src/verdict/canonical.ts'
import { judge } from '../../src/verdict/judge.ts'
import { verdictSchema } from '../../src/verdict/schema.ts'
import { steadyProbes, steadyRequests } from '../measure/steadily.ts'
import { killed, measured, p95, uptime } from './build-measurements.ts'
import { ranToEnd } from './build-run.ts'

const of = (more: Partial<Measurements> = {}, record = ranToEnd(), strict = false) =>
  judge(record, measured(more), { strict })

test('a healthy run passes, a broken one fails, and both are whole verdicts', () => {
  const healthy = of()
  expect([healthy.verdict, healthy.exitCode]).toEqual(['pass', 0])
  const broken = of({ indicators: [uptime(900, 5000)] })
  expect([broken.verdict, broken.exitCode]).toEqual(['fail', 1])
  expect([verdictSchema.safeParse(healthy).success, verdictSchema.safeParse(broken).success]).toEqual([
    true,
    true,
  ])
})

test('a kill that did nothing is inconclusive, whatever else was seen', () => {
  const landed = { seen: false, atMs: 16_000, evidence: ['pid 4711 still serves'] }
  const steady = { before: null, after: { holds: false, findings: [] } }
  for (const indicators of [[uptime(0, 5000)], [uptime(900, 5000)]]) {
    const verdict = of({ faults: [killed({ landed })], indicators, steady })
    expect([verdict.verdict, verdict.exitCode]).toEqual(['inconclusive', 2])
    expect(new Set(verdict.clauses.map(({ reason }) => reason))).toEqual(new Set(['fault-not-seen']))
  }
})

test('a drill that never recovers fails by the uptime of the fault’s window first', () => {
  const windows = measured()
    .windows.slice(0, 2)
    .map((each) => ({ ...each, completed: each.name !== 'lost' }))
  const conditions = [
    { what: 'recovered', window: 'lost', met: false, tookMs: 60_000, withinMs: 60_000, restedOn: '' },
  ]
  const indicators = [p95(20, 5000, { window: 'lost' }), uptime(900, 5000, { window: 'lost' })]
  const { verdict, clauses, summary } = of({ windows, conditions, indicators })
  expect(verdict).toBe('fail')
  expect(clauses.map((clause) => `${clause.verdict} ${clause.window} ${clause.indicator}`)).toEqual([
    'inconclusive lost p95',
    'fail lost uptime',
    'fail lost until',
    'inconclusive settled p95',
    'inconclusive settled uptime',
  ])
  expect(summary).toContain('after web-1 was killed; uptime at least 99.9 % is required')
})

test('a run that was stopped is at best inconclusive, and a fail before that stays', () => {
  expect(of({}, ranToEnd({ run: 'aborted' }))).toMatchObject({ verdict: 'inconclusive', exitCode: 4 })
  const failing = { indicators: [uptime(900, 5000, { window: 'baseline' })] }
  expect(of(failing, ranToEnd({ run: 'interrupted' }))).toMatchObject({ verdict: 'fail', exitCode: 130 })
})

test('judging twice gives the same bytes', () => {
  expect(canonicalVerdict(of())).toBe(canonicalVerdict(of()))
})

test('an empty record never passes', () => {
  const nothing = { windows: [], indicators: [], faults: [], recovery: [] }
  expect(of(nothing).verdict).toBe('inconclusive')
  expect(of(nothing, ranToEnd({ phases: [], faults: [] })).verdict).toBe('inconclusive')
  const cutOff = { ...ranToEnd(), events: [] }
  expect(of({}, cutOff)).toMatchObject({
    verdict: 'inconclusive',
    run: 'errored',
    cleanup: 'dirty',
    exitCode: 70,
  })
})

const indications = fc.array(
  fc
    .tuple(fc.nat(20), fc.nat(8000), fc.constantFrom('baseline', 'lost', 'settled'))
    .map(([bad, good, window]) => uptime(bad, bad + good, { window })),
)

test('strict never passes what is not passed without it, and fails the same', () => {
  fc.assert(
    fc.property(indications, (indicators) => {
      const loose = of({ indicators })
      const strict = of({ indicators }, ranToEnd(), true)
      if (strict.verdict === 'pass') expect(loose.verdict).toBe('pass')
      expect(strict.verdict === 'fail').toBe(loose.verdict === 'fail')
    }),
  )
})

test('a window without samples never passes', () => {
  fc.assert(
    fc.property(indications, fc.constantFrom('baseline', 'lost', 'settled'), (indicators, window) => {
      expect(of({ indicators: [...indicators, uptime(0, 0, { window })] }).verdict).not.toBe('pass')
    }),
  )
})

/** Measured from samples: 200 requests a second, every `nth` of the 10 s after the kill failing. */
function measuredRun(nth: number, faults = [{ window: 'lost', instantMs: 11_000, healed: true }]) {
  const requests = steadyRequests({ fromMs: 0, toMs: 62_000 }).map((row, k) => ({
    ...row,
    ok: row.startMs < 11_000 || row.startMs > 21_000 || k % nth !== 0,
  }))
  const probes = steadyProbes({ fromMs: 0, toMs: 62_000 })
  const record = ranToEnd({ requests, probes, faults })
  return judge(record, measure(record), { strict: false })
}

test('from samples to the verdict: healthy, broken, and a kill that did nothing', () => {
  expect(measuredRun(Number.POSITIVE_INFINITY).verdict).toBe('pass')
  const broken = measuredRun(25)
  expect(broken.clauses.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toEqual([
    'uptime-at-least-99.9@lost',
  ])
  const notLanded = { window: 'lost', instantMs: 11_000, healed: true, landed: false }
  expect(measuredRun(20, [notLanded])).toMatchObject({ verdict: 'inconclusive', exitCode: 2 })
})

test('one altered sample that matters changes the bytes', () => {
  const text = canonicalVerdict(measuredRun(Number.POSITIVE_INFINITY))
  expect(canonicalVerdict(measuredRun(Number.POSITIVE_INFINITY))).toBe(text)
  expect(canonicalVerdict(measuredRun(1999))).not.toBe(text)
})
