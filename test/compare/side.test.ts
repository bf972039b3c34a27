import { expect, test } from 'vitest'
import { runToCompare } from '../../src/compare/side.ts'
import { measure } from '../../src/measure/measure.ts'
import { judge } from '../../src/verdict/judge.ts'
import { buildRecord, p95Below150, steadyProbes, steadyRequests } from '../measure/build-record.ts'

const record = buildRecord({
  phases: [
    { name: 'baseline', durationMs: 8000 },
    { name: 'lost', durationMs: 12_000, plannedMs: 6000 },
  ],
  faults: [{ window: 'lost', instantMs: 14_000, landed: false }],
  requests: steadyRequests({ fromMs: 0, toMs: 28_000 }),
  probes: steadyProbes({ fromMs: 0, toMs: 28_000 }),
  expect: [p95Below150],
})

test('each clause once, with its seconds; not the same stretch twice, and with what speaks against it', () => {
  const measurements = measure(record)
  const verdict = judge(record, measurements, { strict: false })
  expect(verdict.windows.map(({ kind }) => kind)).toContain('planned')
  const { clauses, held, done } = runToCompare(record, measurements, verdict, {})
  expect([[...held.keys()], done.size]).toEqual([['steady state holds after the drill@after'], 0])
  expect([...clauses.keys()]).toEqual(['p95 below 150 ms@baseline', 'p95 below 150 ms@lost'])
  expect(clauses.get('p95 below 150 ms@baseline')).toMatchObject({ observed: 10, untrusted: null })
  expect(clauses.get('p95 below 150 ms@baseline')?.values).toEqual(Array.from({ length: 8 }, () => 10))
  expect(clauses.get('p95 below 150 ms@lost')?.untrusted).toBe('fault-not-seen')
})
