import { expect, test } from 'vitest'
import { judgeClauses } from '../../src/verdict/clauses.ts'
import { objective } from '../measure/steadily.ts'
import { indication, killed, measured, p95, uptime, window } from './build-measurements.ts'
import { ranToEnd } from './build-run.ts'

const judge = (more = {}) => judgeClauses(ranToEnd(), measured(more), { strict: false })

test('clauses stand in the order of the drill, each with an id of its own', () => {
  expect(judge().map(({ id }) => id)).toEqual([
    'p95-below-150-ms@baseline',
    'uptime-at-least-99.9@baseline',
    'p95-below-150-ms@lost',
    'uptime-at-least-99.9@lost',
    'p95-below-150-ms@settled',
    'uptime-at-least-99.9@settled',
  ])
  const twice = [uptime(0, 5000), uptime(0, 5000)]
  expect(judge({ indicators: twice }).map(({ id }) => id)).toEqual([
    'uptime-at-least-99.9@lost',
    'uptime-at-least-99.9@lost#2',
  ])
})

test('a clause of the fault’s window rests on the evidence of the fault', () => {
  const [baseline, , lost] = judge()
  expect(baseline?.evidence).toEqual([])
  expect(lost?.evidence).toEqual(['kill of web-1: pid 4711 is gone'])
})

test('what stands against a window overrides a fail in it', () => {
  const landed = { seen: false, atMs: 1, evidence: ['pid 4711 serves'] }
  const indicators = [uptime(900, 1000, { window: 'lost' }), uptime(900, 1000, { window: 'baseline' })]
  const clauses = judge({ indicators, faults: [killed({ landed })] })
  expect(clauses.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ['fail', null],
    ['inconclusive', 'fault-not-seen'],
  ])
  expect(clauses[1]?.evidence).toEqual(['pid 4711 serves'])
})

test('a lost write is lost, whatever the instruments make of a second', () => {
  const lost = objective({ kind: 'writes', wrong: 'lost' }, { op: 'atMost', value: 0 })
  const agreement = [{ window: 'lost', what: 'one saw an outage' }]
  const verdicts = (count: number) => {
    const writes = indication(lost, { window: 'lost', observed: count, samples: 5000, bad: count })
    return judge({ indicators: [writes, uptime(900, 1000, { window: 'lost' })], agreement }).map(
      ({ verdict, reason }) => [verdict, reason],
    )
  }
  const disagree = ['inconclusive', 'instruments-disagree']
  expect(verdicts(12)).toEqual([['fail', null], disagree])
  // That none was lost while they disagreed is less sure.
  expect(verdicts(0)).toEqual([disagree, disagree])
})

test('what the prober saw stands where the load is only silent', () => {
  const gap = objective({ kind: 'interruption' }, { op: 'below', value: 1000 })
  const indicators = [indication(gap, { window: 'lost', observed: 8000, samples: 1500, bad: 400 })]
  const verdictOf = (loadSilent: { loadSilent?: true }) =>
    judge({ indicators, agreement: [{ window: 'lost', what: 'it saw an outage', ...loadSilent }] })[0]
      ?.verdict
  expect(verdictOf({ loadSilent: true })).toBe('fail')
  expect(verdictOf({})).toBe('inconclusive')
})

test('an unmet until follows the objectives of its window, and an unsteady end fails', () => {
  const conditions = [
    { what: 'recovered', window: 'lost', met: false, tookMs: 60_000, withinMs: 60_000, restedOn: '' },
  ]
  const steady = { before: null, after: { holds: false, findings: [] } }
  const indicators = [p95(20, 500, { window: 'lost' }), p95(20, 500, { window: 'settled' })]
  expect(judge({ conditions, steady, indicators }).map(({ objective }) => objective)).toEqual([
    'p95 below 150 ms',
    'recovered within 1 min',
    'p95 below 150 ms',
    'steady state holds after the drill',
  ])
})

test('a time to fail is held against how long the load of the run waits', () => {
  const fast = objective({ kind: 'failure-latency', percentile: 99 }, { op: 'below', value: 1500 })
  const indicators = [indication(fast, { observed: 900, samples: 300, bad: 300 })]
  const reason = (requestTimeoutMs: number) =>
    judgeClauses(ranToEnd({ requestTimeoutMs }), measured({ indicators }), { strict: false })[0]?.reason
  expect([reason(2000), reason(1000)]).toEqual([null, 'not-seen'])
})

test('what stands against a window within a loop stands against what is compared with its phase', () => {
  const notWorse = objective(
    { kind: 'latency', percentile: 95 },
    { op: 'notWorseThan', window: 'lost', tolerance: 0.25 },
  )
  const windows = [
    window('lost[web-1]', 10_000, 20_000),
    window('lost[web-2]', 20_000, 30_000),
    window('settled', 40_000, 60_000),
  ]
  const faults = [killed({ window: 'lost[web-1]' }), killed({ window: 'lost[web-2]', instantMs: 21_000 })]
  const reference = { observed: 30, samples: 4000, confidence: null }
  const indicators = [indication(notWorse, { window: 'settled', observed: 25, samples: 4000, reference })]
  const judgedWith = (agreement: { window: string; what: string }[]) =>
    judge({ windows, indicators, faults, agreement }).find((clause) => clause.window === 'settled')
  expect(judgedWith([])?.verdict).toBe('pass')
  // It is compared with the first of them.
  expect(judgedWith([{ window: 'lost[web-1]', what: 'one saw an outage' }])).toMatchObject({
    verdict: 'inconclusive',
    reason: 'instruments-disagree',
  })
  expect(judgedWith([{ window: 'lost[web-2]', what: 'one saw an outage' }])?.verdict).toBe('pass')
})
