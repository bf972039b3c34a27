import { describe, expect, it } from 'vitest'
import type { EventBody } from '../../src/journal/events.ts'
import type { ThresholdFound } from '../../src/journal/threshold-events.ts'
import { measure } from '../../src/measure/measure.ts'
import { judge, judgeWithBreaches } from '../../src/verdict/judge.ts'
import { thresholdClauses } from '../../src/verdict/thresholds.ts'
import {
  buildRecord,
  type MetricInput,
  p95Below150,
  type RecordInput,
  steadyProbes,
  steadyRequests,
} from '../measure/build-record.ts'

const ASKED = { metric: 'http_req_duration', threshold: 'p(95)<500' }
const FOUND: ThresholdFound = { ...ASKED, ok: true, value: 83.5, unit: 'ms', samples: 4000 }

/** The journal of a run whose script asks for this, and of what k6 left. */
function record(found: ThresholdFound[] | null, asked = [ASKED], more: Partial<RecordInput> = {}) {
  const built = buildRecord({
    phases: [{ name: 'calm', durationMs: 20_000 }],
    requests: steadyRequests({ fromMs: 0, toMs: 27_000 }),
    probes: steadyProbes({ fromMs: 0, toMs: 27_000 }),
    expect: [p95Below150],
    ...more,
  })
  const events = built.events.map((event) => {
    if (event.type === 'load-started') return { ...event, thresholds: asked }
    return event.type === 'load-ended' && found ? { ...event, thresholds: found } : event
  })
  return { ...built, events }
}
const clausesOf = (found: ThresholdFound[] | null, strict = false) =>
  thresholdClauses(record(found), { strict })

describe("a threshold of the user's own script", () => {
  it('that was kept is a clause that passes, of the whole load, with its value', () => {
    expect(clausesOf([FOUND])).toEqual([
      {
        objective: 'k6 threshold http_req_duration: p(95)<500',
        window: 'the whole load',
        indicator: 'k6 threshold',
        unit: 'ms',
        observed: 83.5,
        bound: { op: 'below', value: 500 },
        samples: 4000,
        bad: null,
        confidence: null,
        evidence: [expect.stringContaining('warm-up')],
        verdict: 'pass',
        reason: null,
        strength: 'observed',
        needed: null,
        message: 'The threshold http_req_duration: p(95)<500 of the k6 script was kept, at 83.5 ms.',
      },
    ])
  })

  it('that was crossed fails', () => {
    expect(clausesOf([{ ...FOUND, ok: false, value: 512 }])).toMatchObject([
      { verdict: 'fail', message: expect.stringContaining('was crossed, at 512 ms') },
    ])
  })

  it('that had no sample is not decided, whatever k6 makes of it', () => {
    expect(clausesOf([{ ...FOUND, samples: 0 }])).toMatchObject([
      { verdict: 'inconclusive', reason: 'too-few-samples' },
    ])
    expect(clausesOf([{ ...FOUND, samples: null }])).toMatchObject([{ verdict: 'pass' }])
  })

  it('on a gauge that was never set is not decided: k6 takes it for 0', () => {
    const gauge = { metric: 'queue_length', threshold: 'value<10' }
    const clauseWith = (asked: typeof gauge, metrics: MetricInput[], value = 0) =>
      thresholdClauses(
        record([{ ...asked, ok: true, value, unit: 'number', samples: null }], [asked], { metrics }),
        { strict: false },
      )[0]
    expect(clauseWith(gauge, [])).toMatchObject({ verdict: 'inconclusive', reason: 'too-few-samples' })
    expect(clauseWith(gauge, [{ atMs: 9000, metric: 'queue_length', value: 0 }])?.verdict).toBe('pass')
    expect(clauseWith(gauge, [], 3)?.verdict).toBe('pass')
    // k6's own are not recorded, and always set; a counter that counted nothing is 0.
    expect(clauseWith({ metric: 'vus', threshold: 'value<10' }, [])?.verdict).toBe('pass')
    expect(clauseWith({ metric: 'refusals', threshold: 'count<10' }, [])?.verdict).toBe('pass')
  })

  it('of which k6 left no word is not decided either', () => {
    for (const found of [null, [], [{ ...FOUND, threshold: 'p(95)<50' }]])
      expect(clausesOf(found)).toMatchObject([
        { verdict: 'inconclusive', reason: 'not-seen', observed: null },
      ])
  })

  it.each([true, false])('of a load that was cut short is not decided (kept: %s)', (ok) => {
    for (const run of ['aborted', 'interrupted', 'errored'] as const)
      expect(thresholdClauses(record([{ ...FOUND, ok }], [ASKED], { run }), { strict: false })).toMatchObject(
        [
          {
            verdict: 'inconclusive',
            reason: 'not-reached',
            message: expect.stringContaining(`the run was ${run}`),
          },
        ],
      )
    const endless = record([{ ...FOUND, ok }])
    const events = endless.events.filter(({ type }) => type !== 'run-ended')
    expect(thresholdClauses({ ...buildRecord({ phases: [] }), events }, { strict: false })).toMatchObject([
      { verdict: 'inconclusive', reason: 'not-reached' },
    ])
  })

  it.each([true, false])(
    'of a load that ended by itself before the drill did is not decided (kept: %s)',
    (ok) => {
      const one = record([{ ...FOUND, ok }])
      const events = one.events.map((event) =>
        event.type === 'load-ended' ? { ...event, asked: false, exitCode: 107, atMs: 12_000 } : event,
      )
      expect(thresholdClauses({ ...buildRecord({ phases: [] }), events }, { strict: false })).toMatchObject([
        { verdict: 'inconclusive', reason: 'instrument-unhealthy' },
      ])
    },
  )

  it('of a drill that did not come to its end is crossed, and not kept', () => {
    const more = { phases: [{ name: 'calm', durationMs: 20_000, completed: false }] }
    const clauseOf = (ok: boolean) =>
      thresholdClauses(record([{ ...FOUND, ok }], [ASKED], more), { strict: false })
    expect(clauseOf(true)).toMatchObject([{ verdict: 'inconclusive', reason: 'not-reached' }])
    expect(clauseOf(false)).toMatchObject([{ verdict: 'fail' }])
  })

  it('of a drill that took a phase with each instance is whole, and is not where a phase never began', () => {
    const one = record([FOUND], [ASKED], {
      phases: ['web-1', 'web-2'].map((name) => ({ name: 'lost', window: `lost[${name}]`, durationMs: 9000 })),
    })
    const planned = (...names: string[]) => ({
      ...one,
      events: one.events.map((event) =>
        event.type === 'planned'
          ? { ...event, phases: names.map((name) => ({ name, plannedMs: 9000 })) }
          : event,
      ),
    })
    const verdictOf = (...names: string[]) =>
      thresholdClauses(planned(...names), { strict: false })[0]?.verdict
    expect(verdictOf('lost[web-1]', 'lost[web-2]')).toBe('pass')
    expect(verdictOf('lost[web-1]', 'lost[web-2]', 'settled')).toBe('inconclusive')
  })

  it('is never proven', () => {
    expect(clausesOf([FOUND], true)).toMatchObject([{ verdict: 'inconclusive', reason: 'not-proven' }])
  })

  it.each([
    ['rate<=0.01', 'atMost', 0.01],
    ['count > 3', 'above', 3],
    ['value>=-2', 'atLeast', -2],
    ['value==1', '==', 1],
  ])('%s has its bound', (threshold, op, value) => {
    const [clause] = thresholdClauses(record([], [{ metric: 'x', threshold }]), { strict: false })
    expect(clause?.bound).toEqual({ op, value })
  })
})

it('decides the drill with its objectives, and comes after them', () => {
  const verdictOf = (found: ThresholdFound[]) => {
    const one = record(found)
    return judge(one, measure(one), { strict: false })
  }
  const passed = verdictOf([FOUND])
  expect(passed.verdict).toBe('pass')
  expect(passed.clauses.map(({ window }) => window)).toEqual(['calm', 'the whole load'])
  expect(verdictOf([{ ...FOUND, ok: false }])).toMatchObject({ verdict: 'fail', exitCode: 1 })
  expect(verdictOf([])).toMatchObject({ verdict: 'inconclusive', exitCode: 2 })
})

it('that was crossed broke at no moment that is known, also where the app was looked at after the drill', () => {
  const one = record([{ ...FOUND, ok: false, value: 512 }])
  const after = { type: 'steady-state' as const, when: 'after' as const, holds: true, findings: [] }
  const events = [...one.events, { ...after, seq: one.events.length, atMs: 27_500 }]
  const { breaches } = judgeWithBreaches({ ...one, events }, measure(one), { strict: false })
  expect(breaches).toMatchObject([{ atMs: null, what: 'k6 tells of it for its whole run, and not when' }])
})

it('there is none where the script has none', () => {
  const events = buildRecord({ phases: [] }).events
  expect(thresholdClauses({ ...buildRecord({ phases: [] }), events }, { strict: false })).toEqual([])
  const unasked: EventBody = {
    type: 'load-ended',
    asked: true,
    exitCode: 0,
    signal: null,
    malformedRows: 0,
    lastLines: [],
    thresholds: [FOUND],
  }
  expect(
    thresholdClauses(
      { ...buildRecord({ phases: [] }), events: [...events, { seq: 9, atMs: 9, ...unasked }] },
      { strict: false },
    ),
  ).toEqual([])
})
