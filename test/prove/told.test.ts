import { describe, expect, it } from 'vitest'
import { ready, recovered, trigger } from '../../src/drill/conditions.ts'
import { describeStep } from '../../src/drill/describe.ts'
import { errors } from '../../src/drill/indicators.ts'
import type { Step } from '../../src/drill/model.ts'
import type { Indicator } from '../../src/drill/objective.ts'
import { next } from '../../src/drill/releases.ts'
import { deploy } from '../../src/drill/shipping.ts'
import { phase, until } from '../../src/drill/steps.ts'
import { EXPECTATIONS, type Provable } from '../../src/prove/sabotages.ts'
import { failedClauses } from '../../src/prove/told.ts'
import type { Clause } from '../../src/verdict/schema.ts'
import { resolved } from '../drill/sample.ts'
import { runWith } from './build-runs.ts'

const WITHIN = { within: '60s' } as const
const drill = resolved(() => [
  phase('calm', [
    deploy(next(), { stopOn: [trigger(errors().above('2%'), { over: '3s' })] }),
    until(recovered(), WITHIN),
    until(ready({ all: true }), WITHIN),
  ]),
])
const [shipping] = drill.steps.flatMap((step) => (step.kind === 'phase' ? step.steps : []))

/** A run in which nothing failed but a clause of a step. */
function failedBy(indicator: 'until' | 'finding' | 'steady state', objective: string) {
  const run = runWith(8)
  const [first] = run.verdict.clauses
  const clause: Clause = { ...first!, id: 'x', indicator, objective, verdict: 'fail' }
  return { ...run, drill, verdict: { ...run.verdict, clauses: [...run.verdict.clauses, clause] } }
}

const tells = (kind: Provable, ...by: Parameters<typeof failedBy>): boolean =>
  failedClauses(failedBy(...by), EXPECTATIONS[kind]).telling.length > 0

describe('what a step waited for, or found', () => {
  it.each<[Provable, boolean, boolean, boolean, boolean]>([
    ['noop-heal', true, true, true, true],
    ['version-lies', true, true, true, true],
    ['noop-fault', true, true, true, true],
    ['no-retries', true, false, true, false],
    ['loses', true, false, true, false],
    ['delays', true, false, true, false],
  ])('%s: recovery %s, readiness %s, a triggered deploy %s, how one ends %s', (kind, ...expected) => {
    const told = [
      tells(kind, 'until', 'clients have recovered within 1 min'),
      tells(kind, 'until', 'every instance is ready within 1 min'),
      tells(kind, 'finding', describeStep(shipping as Step)),
      tells(kind, 'finding', 'web-1 ends with exit code 0 within 10 s'),
    ]
    expect(told).toEqual(expected)
  })

  it('is not the steady state after the drill', () => {
    const seen = failedClauses(failedBy('steady state', 'steady state holds'), EXPECTATIONS['noop-heal'])
    expect(seen).toEqual({ telling: [], others: [] })
  })
})

it('puts those in which it shows by itself before those that follow', () => {
  const both = runWith(6000, 0.3)
  const names = (kind: Provable) =>
    failedClauses(both, EXPECTATIONS[kind]).telling.map(({ indicator }) => indicator)
  expect(names('delays')).toEqual(['p95', 'uptime'])
  expect(names('no-retries')).toEqual(['uptime', 'p95'])
  expect(names('loses')).toEqual(['uptime'])
  expect(failedClauses(both, EXPECTATIONS['loses-writes']).others.map(({ indicator }) => indicator)).toEqual([
    'p95',
  ])
})

const p95: Indicator = { kind: 'latency', percentile: 95 }
const p99: Indicator = { kind: 'latency', percentile: 99 }

it.each<[Provable, Indicator, boolean]>([
  ['loses', p95, false],
  ['loses', p99, true],
  ['loses', { kind: 'recovery' }, true],
  ['no-retries', p95, true],
  ['no-retries', { kind: 'interruption' }, true],
  ['delays', { kind: 'failures' }, true],
  ['delays', { kind: 'deaths' }, false],
  ['duplicates', { kind: 'check', name: 'a' }, true],
  ['duplicates', { kind: 'jobs', wrong: 'duplicated' }, true],
  ['loses-writes', { kind: 'jobs', wrong: 'duplicated' }, false],
  ['loses-writes', { kind: 'errors' }, true],
  ['version-lies', { kind: 'detection' }, true],
  ['version-lies', p95, false],
  ['noop-heal', { kind: 'uptime', by: 'requests' }, false],
])('%s leads to a fail of %o: %s', (kind, indicator, expected) => {
  expect(EXPECTATIONS[kind].entails(indicator)).toBe(expected)
})
