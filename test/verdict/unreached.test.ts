import { expect, test } from 'vitest'
import type { Step } from '../../src/drill/model.ts'
import { obstacles } from '../../src/verdict/reasons.ts'
import { unreachedClauses } from '../../src/verdict/unreached.ts'
import { objective } from '../measure/steadily.ts'
import { measured, window } from './build-measurements.ts'
import { ranToEnd } from './build-run.ts'

const whole = measured()
const stopped = measured({
  windows: whole.windows.slice(0, 2),
  indicators: whole.indicators.filter(({ window }) => window !== 'settled'),
})
const clauses = (measurements = stopped, record = ranToEnd()) =>
  unreachedClauses(record, measurements, obstacles(record, measurements))

test('every objective of a window that never began is open', () => {
  expect(clauses(whole)).toEqual([])
  const found = clauses()
  expect(found.map(({ objective, window }) => `${objective} in ${window}`)).toEqual([
    'p95 below 150 ms in settled',
    'uptime at least 99.9 % in settled',
  ])
  expect(found.every(({ verdict, reason }) => verdict === 'inconclusive' && reason === 'not-reached')).toBe(
    true,
  )
})

test('the cause that stopped the drill is the reason', () => {
  const steady = { before: { holds: false, findings: [] }, after: null }
  expect(clauses({ ...stopped, steady }).map(({ reason }) => reason)).toEqual(['not-steady', 'not-steady'])
})

test('a phase that does not inherit asks only its own', () => {
  const record = ranToEnd({ phases: [{ name: 'more', durationMs: 1000, inherit: false }] })
  expect(clauses(stopped, record)).toEqual([])
})

test('recovery is asked only where there is a fault', () => {
  const recovery = objective({ kind: 'recovery' }, { op: 'below', value: 30_000 })
  const notWorse = objective(
    { kind: 'latency', percentile: 95 },
    { op: 'notWorseThan', window: 'settled', tolerance: 0.1 },
  )
  const nothing = { ...stopped, windows: [], indicators: [] }
  const record = ranToEnd({ expect: [recovery, notWorse] })
  expect(clauses(nothing, record).map(({ window, indicator }) => `${indicator} ${window}`)).toEqual([
    'p95 baseline',
    'recovery lost',
    'p95 lost',
  ])
})

test('what releases are about is asked only where the phase ships or rolls back', () => {
  const kinds = ['detection', 'rollback-time', 'deploy-time', 'boot-time', 'failures'] as const
  const wanted = kinds.map((kind) => objective({ kind }, { op: 'atMost', value: 1 }))
  const deploy = { kind: 'deploy', release: { ref: 'next' }, bakeMs: 0, place: '' } as const
  const armed = { ...deploy, stopOn: [{ kind: 'recovered' as const }] }
  const nothing = { ...stopped, windows: [], indicators: [] }
  const asked = (steps: Step[]) => {
    const record = ranToEnd({ expect: wanted, phases: [{ name: 'a', durationMs: 1000, steps }], faults: [] })
    return clauses(nothing, record).map(({ indicator }) => indicator)
  }
  expect(asked([])).toEqual(['failed requests'])
  expect(asked([{ ...deploy, stopOn: [] }])).toEqual(['deploy time', 'failed requests'])
  const refused: Step = { kind: 'expect-refused', step: armed, because: ['triggered'], place: '' }
  expect(asked([refused])).toEqual(['detection', 'failed requests'])
  expect(asked([{ kind: 'rollback', observed: false, place: '' }])).toEqual([
    'rollback time',
    'failed requests',
  ])
  const restart: Step = { kind: 'restart', instances: { ref: 'all' }, place: '' }
  expect(asked([{ kind: 'together', lanes: [[restart]], place: '' }])).toEqual([
    'boot time',
    'failed requests',
  ])
})

test('a clause in mid-drill whose moment never came is open, in a phase that began and in one that did not', () => {
  const clause = objective({ kind: 'errors' }, { op: 'below', value: 0.02 })
  const step: Step = { kind: 'expect', objective: clause, place: '' }
  const twice = { name: 'lost', durationMs: 1000, inherit: false, steps: [step, step] }
  const record = ranToEnd({ phases: [twice], faults: [], expect: [] })
  const windowsOf = (...names: string[]) => {
    const windows = names.map((name) => window(name, 0, 1000, { kind: name === 'lost' ? 'phase' : 'moment' }))
    return clauses({ ...stopped, windows, indicators: [] }, record).map((each) => each.window)
  }
  const [first, second] = ['lost (up to clause 1)', 'lost (up to clause 2)'] as const
  expect(windowsOf()).toEqual([first, second])
  expect(windowsOf('lost')).toEqual([first, second])
  expect(windowsOf('lost', first)).toEqual([second])
  expect(windowsOf('lost', first, second)).toEqual([])
})
