import { expect, test } from 'vitest'
import type { LoadProfile, PhaseStep, ResolvedDrill, Step } from '../../src/drill/model.ts'
import { plannedPhases } from '../../src/drill/planning.ts'
import { measure } from '../../src/measure/measure.ts'
import { type Reach, sampleSizes } from '../../src/run/sample-sizes.ts'
import { judge } from '../../src/verdict/judge.ts'
import {
  buildRecord,
  objective,
  p95Below150,
  steadyRequests,
  uptimeThreeNines,
} from '../measure/build-record.ts'

const steadily = (ratePerSecond: number): LoadProfile => ({ kind: 'constant-arrival-rate', ratePerSecond })
const hold = (durationMs: number): Step => ({ kind: 'hold', durationMs, place: '' })

function drill(
  profile: LoadProfile,
  phases: Record<string, Step[]>,
  more: Partial<ResolvedDrill> = {},
): ResolvedDrill {
  const steps = Object.entries(phases).map(
    ([name, inner]): PhaseStep => ({
      kind: 'phase',
      name,
      steps: inner,
      expect: [],
      inherit: true,
      place: '',
    }),
  )
  const about = { name: 'd', purpose: '', file: '', params: {}, seed: 1 }
  return {
    ...about,
    load: { name: 'shop', profile },
    steps,
    expect: [uptimeThreeNines, p95Below150],
    ...more,
  }
}

function sizes(of: ResolvedDrill) {
  return sampleSizes(of, plannedPhases(of, []), [], 5000)
}

test('how many requests each clause needs, how long they take, and how many come', () => {
  const [uptime, p95] = sizes(drill(steadily(200), { lost: [hold(10_000)] }))
  expect(uptime).toMatchObject({
    window: 'lost',
    objective: 'uptime at least 99.9 %',
    requests: { toTell: 1000, toProve: 2995, toTellMs: 5000, toProveMs: 14_975, planned: 2000 },
    reach: 'observed',
  })
  expect(p95).toMatchObject({ requests: { toTell: 59, toProve: 72 }, reach: 'proven' })
})

test('what is not known beforehand is said', () => {
  const until: Step = { kind: 'until', condition: { kind: 'recovered' }, withinMs: 9000, place: '' }
  const reach = (of: ResolvedDrill) => sizes(of).map(({ reach, note }) => [reach, note])
  expect(reach(drill(steadily(200), { lost: [until] }))[0]).toEqual([
    'unknown',
    'a condition decides how long it is',
  ])
  expect(reach(drill({ kind: 'script' }, { lost: [hold(10_000)] }))[0]).toEqual([
    'unknown',
    "the rate of a script's own scenarios is not known",
  ])
  const filtered = objective(p95Below150.indicator, p95Below150.bound, { filter: { operation: 'read' } })
  const of = (rate: number) => reach(drill(steadily(rate), { lost: [hold(1000)] }, { expect: [filtered] }))[0]
  expect(of(100)).toEqual(['unknown', 'counted among what it selects, whose share of the load is not known'])
  // Even all requests are too few.
  expect(of(50)?.[0]).toBe('too few to tell')
})

test('what is watched as a whole needs no number, and what nothing proves says why', () => {
  const expectations = [
    objective({ kind: 'interruption' }, { op: 'below', value: 1000 }),
    objective({ kind: 'metric', name: 'm', stat: 'avg' }, { op: 'below', value: 1 }),
    objective({ kind: 'errors' }, { op: 'atLeast', value: 0.5 }),
  ]
  const seen = sizes(drill(steadily(200), { lost: [hold(10_000)] }, { expect: expectations }))
  expect(seen.map(({ reach, requests }) => [reach, requests])).toEqual([
    ['proven', null],
    ['observed', null],
    ['unknown', null],
  ])
  expect(seen[1]?.note).toMatch(/No confidence bound/)
})

test('on a ramp the later window gets more; over the run all count', () => {
  const ramp: LoadProfile = {
    kind: 'ramping-arrival-rate',
    startPerSecond: 0,
    stages: [{ toPerSecond: 100, durationMs: 20_000 }],
  }
  const over = { ...uptimeThreeNines, over: 'run' as const }
  const seen = sizes(
    drill(ramp, { first: [hold(5000)], second: [hold(5000)] }, { expect: [uptimeThreeNines, over] }),
  )
  const planned = seen.map(({ window, requests }) => [window, requests?.planned])
  expect(planned).toEqual([
    ['first', 187],
    ['second', 312],
    ['run', 500],
  ])
})

/** The verdict on a window with so many requests, all of them good. */
function reached(count: number): Reach[] {
  const record = buildRecord({
    phases: [{ name: 'lost', durationMs: 10_000 }],
    ratePerSecond: count / 10,
    requests: steadyRequests({ fromMs: 5000, toMs: 15_000, ratePerSecond: count / 10 }),
    expect: [uptimeThreeNines, p95Below150],
  })
  return judge(record, measure(record), { strict: false }).clauses.map(({ reason, strength }) =>
    reason === 'too-few-samples' ? 'too few to tell' : strength === 'none' ? 'unknown' : strength,
  )
}

test.each([58, 59, 71, 72, 999, 1000, 2994, 2995])(
  'the verdict on %i good requests is what the plan said',
  (count) => {
    const planned = sizes(drill(steadily(count / 10), { lost: [hold(10_000)] }))
    expect(planned.map(({ requests }) => requests?.planned)).toEqual([count, count])
    expect(planned.map(({ reach }) => reach)).toEqual(reached(count))
  },
)
