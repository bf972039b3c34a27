import { expect, test } from 'vitest'
import { judgeIndication } from '../../src/verdict/clause.ts'
import { objective } from '../measure/steadily.ts'
import { indication, measured, p95, uptime, window } from './build-measurements.ts'

const { instruments } = measured()
const options = {
  window: window('lost', 10_000, 40_000),
  instruments,
  requestTimeoutMs: 2000,
  strict: false,
}

test('a counter of what must not happen was 0 where nothing did', () => {
  const none = objective({ kind: 'metric', name: 'lost_carts', stat: 'count' }, { op: 'atMost', value: 0 })
  expect(judgeIndication(indication(none, { observed: 0, samples: 0 }), options).verdict).toBe('pass')
  expect(judgeIndication(indication(none, { observed: null, samples: 0 }), options).reason).toBe(
    'too-few-samples',
  )
})

test('a clause says what was seen against what is required', () => {
  expect(judgeIndication(uptime(2, 6212, { note: 'by k6' }), options)).toEqual({
    objective: 'uptime at least 99.9 %',
    window: 'lost',
    indicator: 'uptime',
    unit: 'ratio',
    observed: 6210 / 6212,
    bound: { op: 'atLeast', value: 0.999 },
    samples: 6212,
    bad: 2,
    confidence: null,
    strength: 'observed',
    verdict: 'pass',
    reason: null,
    message: '99.967 % of 6,212 requests succeeded (2 failed); at least 99.9 % is required.',
    needed: '99.9 % is not proven below 6,294 samples with 2 bad.',
    evidence: ['by k6'],
  })
})

test('what became of the writes is not known where nothing says so: more of them would not help', () => {
  const lost = objective({ kind: 'writes', wrong: 'lost' }, { op: 'atMost', value: 0 })
  const seen = indication(lost, { observed: null, samples: 0, note: 'the load marks no writes' })
  expect(judgeIndication(seen, options)).toMatchObject({
    verdict: 'inconclusive',
    reason: 'not-seen',
    message: 'lost writes has no value: the load marks no writes.',
  })
  expect(judgeIndication({ ...seen, observed: 1, samples: 900 }, options)).toMatchObject({
    verdict: 'fail',
    message: '1 of 900 acknowledged writes was lost; at most 0 is required.',
  })
  expect(judgeIndication({ ...seen, observed: 0, samples: 900 }, options)).toMatchObject({
    verdict: 'pass',
    strength: 'proven',
  })
})

test('that an instance said it was ready without being so is not seen where none can be asked directly', () => {
  const lied = objective({ kind: 'false-ready' }, { op: 'atMost', value: 500 })
  const note = 'no instance ever served a request that it was asked directly'
  expect(judgeIndication(indication(lied, { observed: null, samples: 0, note }), options)).toMatchObject({
    verdict: 'inconclusive',
    reason: 'not-seen',
    message: `longest false readiness has no value: ${note}.`,
  })
})

test('no samples are never a pass', () => {
  for (const observed of [null, 0, Number.NaN])
    expect(judgeIndication(p95(observed, 0), options).reason).toBe('too-few-samples')
  expect(judgeIndication(p95(null, 100), options).reason).toBe('too-few-samples')
  expect(judgeIndication(p95(10, 100), options).verdict).toBe('pass')
})

test('strict takes proven passes only', () => {
  const strict = { ...options, strict: true }
  expect(judgeIndication(uptime(2, 6212), strict)).toMatchObject({
    verdict: 'inconclusive',
    reason: 'not-proven',
  })
  expect(judgeIndication(uptime(2, 6300), strict).verdict).toBe('pass')
  expect(judgeIndication(uptime(99, 6300), strict).verdict).toBe('fail')
})

test('a window without a value cannot be compared with', () => {
  const notWorse = objective(
    { kind: 'latency', percentile: 95 },
    { op: 'notWorseThan', window: 'baseline', tolerance: 0.25 },
  )
  const judge = (observed: number | null) => {
    const reference = { observed, samples: observed === null ? 0 : 500, confidence: null }
    return judgeIndication(indication(notWorse, { observed: 50, samples: 500, reference }), options)
  }
  expect(judge(null)).toMatchObject({ reason: 'too-few-samples', bound: { op: 'notWorseThan', value: null } })
  expect([judge(40).verdict, judge(39).verdict]).toEqual(['pass', 'fail'])
})

test('a limit that was worked out is told so that the worst part stands on its side of it', () => {
  const notWorse = objective(
    { kind: 'latency', percentile: 95 },
    { op: 'notWorseThan', window: 'baseline', tolerance: 0.25 },
  )
  const seen = indication(notWorse, {
    ...{ observed: 90, samples: 6000 },
    reference: { observed: 83.123456, samples: 6000, confidence: null },
    worst: [{ what: 'the worst 10 s', observed: 103.95, low: 103.95, samples: 2000 }],
  })
  const { verdict, message } = judgeIndication(seen, options)
  expect(verdict).toBe('fail')
  expect(message).toContain(
    'p95 was 103.95 ms over 2,000 requests of the worst 10 s; at most 103.90432 ms is required;',
  )
})

test('endless is "never", and each clause minds its own instrument', () => {
  expect(judgeIndication(p95(Number.POSITIVE_INFINITY, 500), options).observed).toBe('never')
  const probe = { ...instruments.probe, crashed: true, stalls: [] }
  const below1s = objective({ kind: 'interruption' }, { op: 'below', value: 1000 })
  const without = { ...options, instruments: { ...instruments, probe } }
  expect(judgeIndication(indication(below1s, { observed: 0 }), without).reason).toBe('instrument-unhealthy')
  expect(judgeIndication(uptime(0, 5000), without).verdict).toBe('pass')
})

test('only stalls within the window count', () => {
  const below1s = objective({ kind: 'interruption' }, { op: 'below', value: 1000 })
  const stalled = (startMs: number) =>
    judgeIndication(indication(below1s, { observed: 0 }), {
      ...options,
      instruments: {
        ...instruments,
        probe: { ...instruments.probe, stalls: [{ startMs, endMs: startMs + 1500 }] },
      },
    }).verdict
  expect([stalled(5000), stalled(12_000)]).toEqual(['pass', 'inconclusive'])
})

test('uptime by time is judged by the time that was out, not by the probes that failed', () => {
  const byTime = objective({ kind: 'uptime', by: 'time' }, { op: 'atLeast', value: 0.9 })
  const judge = (observed: number, bad: number) =>
    judgeIndication(indication(byTime, { observed, samples: 1000, bad }), options).verdict
  expect([judge(0.95, 400), judge(0.85, 0)]).toEqual(['pass', 'fail'])
})

test('a value that is not there says why', () => {
  const none = indication(objective({ kind: 'recovery' }, { op: 'below', value: 9 }), { observed: null })
  const { message } = judgeIndication({ ...none, note: 'no fault was injected in the window' }, options)
  expect(message).toBe('recovery has no value: no fault was injected in the window.')
})

test('where requests were made and none failed, none took too long to fail', () => {
  const fast = objective({ kind: 'failure-latency', percentile: 99 }, { op: 'below', value: 1500 })
  const none = indication(fast, { observed: null, samples: 0, bad: 0, note: 'no request failed' })
  expect(judgeIndication(none, options)).toMatchObject({
    verdict: 'pass',
    strength: 'observed',
    observed: null,
    message: 'No request failed; below 1.5 s is required of those that do.',
  })
  expect(judgeIndication(none, { ...options, strict: true }).reason).toBe('not-proven')
  expect(judgeIndication({ ...none, bad: null }, options).reason).toBe('too-few-samples')
  expect(judgeIndication({ ...none, bad: 3 }, options).reason).toBe('too-few-samples')
  const slow = { ...none, objective: { ...fast, bound: { op: 'above', value: 1500 } as const } }
  expect(judgeIndication(slow, options).reason).toBe('too-few-samples')
})

test('that no failure took longer than the load waits is no word of the app', () => {
  const failing = (value: number, observed: number) =>
    judgeIndication(
      indication(objective({ kind: 'failure-latency', percentile: 99 }, { op: 'below', value }), {
        observed,
        samples: 300,
        bad: 300,
      }),
      options,
    )
  expect(failing(2000, 1900)).toMatchObject({
    verdict: 'inconclusive',
    reason: 'not-seen',
    message: expect.stringContaining('but the load gives a request up after 2 s'),
  })
  expect(failing(5000, 100).reason).toBe('not-seen')
  expect(failing(1999, 1900).verdict).toBe('pass')
  // What took longer all the same did.
  expect(failing(2000, 2004).verdict).toBe('fail')
})

test('what the instances say does not rest on the load', () => {
  const crashed = {
    ...options,
    instruments: { ...instruments, load: { ...instruments.load, crashed: true } },
  }
  const judge = (kind: 'deaths' | 'failures') =>
    judgeIndication(indication(objective({ kind }, { op: 'atMost', value: 0 }), { observed: 0 }), crashed)
      .verdict
  expect([judge('deaths'), judge('failures')]).toEqual(['pass', 'inconclusive'])
})

test('a named probe that gave no number each time does not pass; what it did see to be wrong is', () => {
  const below100 = objective({ kind: 'probe', name: 'queue', stat: 'max' }, { op: 'below', value: 100 })
  const judge = (observed: number, bad: number) =>
    judgeIndication(
      indication(below100, { observed, samples: 1, bad, note: `${bad} of its 40 probes gave no number` }),
      options,
    )
  expect(judge(3, 0).verdict).toBe('pass')
  expect(judge(3, 39)).toMatchObject({
    verdict: 'inconclusive',
    reason: 'not-seen',
    message: expect.stringContaining('39 of its 40 probes gave no number'),
  })
  expect(judge(100, 39).verdict).toBe('fail')
})

test('that none failed, and none too late, is not known where the load generator ended early', () => {
  const late = objective({ kind: 'failure-latency', percentile: 99 }, { op: 'below', value: 1500 })
  const seen = indication(late, { observed: null, samples: 0, bad: 0, note: 'no request failed' })
  expect(judgeIndication(seen, options).verdict).toBe('pass')
  const { load } = options.instruments
  const crashed = { ...options, instruments: { ...options.instruments, load: { ...load, crashed: true } } }
  expect(judgeIndication(seen, crashed)).toMatchObject({
    verdict: 'inconclusive',
    reason: 'instrument-unhealthy',
  })
})
