import { expect, test } from 'vitest'
import { judge } from '../../src/verdict/judge.ts'
import { firstUndecided } from '../../src/verdict/summary.ts'
import { p95Below150, steadyRequests, uptimeThreeNines } from '../measure/steadily.ts'
import { killed, measured, p95, uptime, window } from './build-measurements.ts'
import { ranToEnd } from './build-run.ts'

const summary = (more = {}, record = ranToEnd()) => judge(record, measured(more), { strict: false }).summary

test('a fail names the first clause that broke, and what was done before', () => {
  const indicators = [
    p95(600, 5000, { window: 'settled' }),
    uptime(255, 6212, { window: 'lost' }),
    uptime(0, 6212, { window: 'baseline' }),
  ]
  expect(summary({ indicators })).toBe(
    'Failed: 4.2 % of 6,212 requests failed in the 29 s after web-1 was killed; uptime at least 99.9 % is required.',
  )
  expect(summary({ indicators: [p95(600, 5000, { window: 'settled' })] })).toBe(
    'Failed: p95 was 600 ms over 5,000 requests in settled; below 150 ms is required.',
  )
})

test('a window that the fault does not begin is not told as what came after it', () => {
  const windows = [window('deploy', 10_000, 51_000, { faultsMs: [20_000] })]
  const indicators = [uptime(15, 6000, { window: 'deploy' })]
  const at = (...instantsMs: number[]) =>
    instantsMs.map((instantMs, k) => killed({ window: 'deploy', victim: `web-${k + 1}`, instantMs }))
  const told = (...instantsMs: number[]) => summary({ windows, indicators, faults: at(...instantsMs) })
  expect(told(20_000)).toBe(
    'Failed: 0.25 % of 6,000 requests failed in deploy, in which web-1 was killed; uptime at least 99.9 % is required.',
  )
  expect(told(20_000, 30_000)).toContain('in deploy, in which web-1 was killed and web-2 was killed;')
  expect(told(10_900)).toContain('in the 40.1 s after web-1 was killed;')
})

test('nor is one that broke before the fault', () => {
  const failingFrom = (fromMs: number) => {
    const requests = steadyRequests({ fromMs: 0, toMs: 62_000 }).map((row) => ({
      ...row,
      ok: row.startMs < fromMs || row.startMs > 12_000,
    }))
    return summary({ indicators: [uptime(255, 6212, { window: 'lost' })] }, ranToEnd({ requests }))
  }
  expect(failingFrom(10_500)).toContain('requests failed in lost, in which web-1 was killed;')
  expect(failingFrom(11_000)).toContain('requests failed in the 29 s after web-1 was killed;')
})

test('a pass says how sure it is', () => {
  expect(summary()).toBe('Passed: all 6 clauses hold after web-1 was killed, each with 95 % confidence.')
  expect(summary({ indicators: [uptime(2, 6212, { window: 'lost' })], windows: measured().windows })).toBe(
    'Passed: the one clause holds after web-1 was killed, 0 of them with 95 % confidence; in lost 99.9 % is not proven below 6,294 samples with 2 bad.',
  )
})

test('inconclusive says why, and how the run ended', () => {
  const landed = { seen: false, atMs: 1, evidence: [] }
  expect(summary({ faults: [killed({ landed })] })).toBe(
    'Inconclusive (fault-not-seen) in lost: the kill of web-1 was not seen to land.',
  )
  expect(summary({}, ranToEnd({ run: 'aborted' }))).toBe(
    'Inconclusive (not-reached): The run was aborted: all steps were taken.',
  )
  const nothing = ranToEnd({ phases: [], faults: [] })
  expect(summary({ windows: [], indicators: [], faults: [] }, nothing)).toBe(
    'Inconclusive: no clause was judged.',
  )
})

test('a fail names what broke first in time, and not what is first in the list', () => {
  const requests = steadyRequests({ fromMs: 0, toMs: 62_000 }).map((row) => ({
    ...row,
    // Four of them: too few to make their second a slow one.
    ok: row.startMs < 42_000 || row.startMs >= 42_020,
    // Slow after that, by the clause that stands before the other in the list.
    durationMs: row.startMs >= 43_000 && row.startMs < 55_000 ? 400 : 10,
  }))
  const record = ranToEnd({ requests, expect: [p95Below150, uptimeThreeNines] })
  const indicators = [p95(400, 4000, { window: 'settled' }), uptime(100, 4000, { window: 'settled' })]
  const { clauses, summary: told } = judge(record, measured({ indicators }), { strict: false })
  expect(clauses.map(({ objective }) => objective)).toEqual(['p95 below 150 ms', 'uptime at least 99.9 %'])
  expect(told).toBe('Failed: 2.5 % of 4,000 requests failed in settled; uptime at least 99.9 % is required.')
})

test('a breach whose moment is known comes before one whose moment is not', () => {
  const indicators = [p95(600, 5000, { window: 'baseline' }), uptime(255, 6212, { window: 'lost' })]
  // In the record nothing of the baseline was slow: when it broke is not known, and what is known comes first.
  const requests = steadyRequests({ fromMs: 0, toMs: 62_000 }).map((row) => ({
    ...row,
    ok: row.startMs < 12_000 || row.startMs > 13_000,
  }))
  expect(summary({ indicators }, ranToEnd({ requests }))).toContain('requests failed in the 29 s after web-1')
})

test('an app that is not well after the drill is told without a window that nobody knows', () => {
  const after = {
    holds: false,
    findings: ['web-2 is not ready', '78 of 163 requests failed over the last 3 s'],
  }
  expect(summary({ steady: { before: null, after } })).toBe(
    'Failed: the steady state did not hold after the drill: web-2 is not ready; 78 of 163 requests failed over the last 3 s.',
  )
  const late = { holds: false, findings: ['78 of 163 requests failed'], disturbed: true }
  expect(summary({ steady: { before: null, after: late } })).toMatch(
    /^Inconclusive \(instrument-unhealthy\): The steady state was not seen after the drill: /,
  )
})

test('the first that could not be decided; what failed is not undecided', () => {
  const { clauses } = judge(ranToEnd(), measured(), { strict: false })
  expect(firstUndecided(clauses)).toBeNull()
  const [a, b, c] = clauses
  if (!a || !b || !c) throw new Error('Three clauses were expected.')
  const open = { ...b, verdict: 'inconclusive' } as const
  const broken = { ...c, verdict: 'fail' } as const
  expect(firstUndecided([a, broken, open])).toBe(open)
  expect(firstUndecided([a, broken])).toBeNull()
})

test('a run that was cut short says once how it ended', () => {
  const cut = ranToEnd({
    run: 'aborted',
    phases: [
      { name: 'baseline', durationMs: 5000 },
      { name: 'lost', durationMs: 30_000, completed: false },
    ],
  })
  const { windows, indicators } = measured({
    indicators: [p95(20, 6000, { window: 'baseline' }), p95(20, 6000, { window: 'lost' })],
  })
  const short = windows.map((window) => (window.name === 'lost' ? { ...window, completed: false } : window))
  expect(summary({ windows: short, indicators }, cut)).toMatch(
    /^Inconclusive \(not-reached\) in lost\. The run was aborted: all steps were taken\.$/,
  )
})

test('a pass that left something behind does not read like one that did not', () => {
  expect(summary({}, ranToEnd({ cleanup: 'dirty' }))).toMatch(
    /^Passed: .*\. Not clean: something was left behind\.$/,
  )
})
