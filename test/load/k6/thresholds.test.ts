import { describe, expect, it } from 'vitest'
import { entrySource } from '../../../src/load/k6/entry.ts'
import {
  summarySource,
  tagsOf,
  thresholdOptions,
  thresholdsIn,
  thresholdsSeen,
} from '../../../src/load/k6/thresholds.ts'
import { serve, Workshop } from './real.ts'

const OWN = {
  thresholds: {
    http_req_duration: [
      'p(95)<500',
      { threshold: 'p(99.9) < 900', abortOnFail: true, delayAbortEval: '10s' },
    ],
    'http_req_failed{expected_response:true,op:read}': ['rate<0.01'],
    checks: 'rate>0.9',
  },
}
const asked = thresholdsIn(OWN as never)

describe("a script's thresholds", () => {
  it('are found in each of their forms', () => {
    expect(asked).toEqual([
      { metric: 'http_req_duration', threshold: 'p(95)<500' },
      { metric: 'http_req_duration', threshold: 'p(99.9) < 900' },
      { metric: 'http_req_failed{expected_response:true,op:read}', threshold: 'rate<0.01' },
      { metric: 'checks', threshold: 'rate>0.9' },
    ])
    for (const none of [
      {},
      { thresholds: null },
      { thresholds: ['p(95)<1'] },
      { thresholds: { a: [{}, 5] } },
    ])
      expect(thresholdsIn(none as never)).toEqual([])
  })

  it('are given to k6 without what would end the load, with what tells their values', () => {
    expect(thresholdOptions(asked)).toEqual({
      thresholds: {
        http_req_duration: ['p(95)<500', 'p(99.9) < 900'],
        'http_req_failed{expected_response:true,op:read}': ['rate<0.01'],
        checks: ['rate>0.9'],
      },
      summaryTrendStats: ['count', 'avg', 'min', 'med', 'max', 'p(95)', 'p(99.9)'],
    })
    expect(thresholdOptions([])).toEqual({})
    expect(tagsOf(asked)).toEqual(['expected_response'])
  })
})

describe('what k6 found of them', () => {
  const summary = (file: string) => {
    const body = summarySource(file).replace('export function', 'return function')
    return new Function(body)() as (data: object) => Record<string, string>
  }
  const METRICS = {
    http_req_duration: {
      type: 'trend',
      contains: 'time',
      values: { count: 200, 'p(95)': 83.5, 'p(99.9)': 120 },
      thresholds: { 'p(95)<500': { ok: true }, 'p(99.9) < 900': { ok: false } },
    },
    checks: {
      type: 'rate',
      contains: 'default',
      values: { rate: 0, passes: 0, fails: 0 },
      thresholds: { 'rate>0.9': { ok: true } },
    },
    orders: {
      type: 'counter',
      contains: 'default',
      values: { count: 0, rate: 0 },
      thresholds: { 'count<5': { ok: true } },
    },
    vus: { type: 'gauge', contains: 'default', values: { value: 3 } },
  }

  it('is read from its summary, with values and how many samples they rest on', () => {
    const file = '/state/k6 "thresholds".json'
    const text = summary(file)({ metrics: METRICS })[file] ?? null
    expect(thresholdsSeen(text)).toEqual([
      {
        metric: 'http_req_duration',
        threshold: 'p(95)<500',
        ok: true,
        value: 83.5,
        unit: 'ms',
        samples: 200,
      },
      {
        metric: 'http_req_duration',
        threshold: 'p(99.9) < 900',
        ok: false,
        value: 120,
        unit: 'ms',
        samples: 200,
      },
      { metric: 'checks', threshold: 'rate>0.9', ok: true, value: 0, unit: 'ratio', samples: 0 },
      { metric: 'orders', threshold: 'count<5', ok: true, value: 0, unit: 'number', samples: null },
    ])
  })

  it('is not known where k6 left no summary, or half of one', () => {
    for (const text of [null, '', '[{"metric"', '{}', '[{"metric":1}]'])
      expect(thresholdsSeen(text)).toEqual([])
  })

  it('is written only where there are some', () => {
    const entry = { script: '/s.ts', optionsFile: '/o.json', honourScript: false }
    expect(entrySource({ ...entry, summaryFile: null })).not.toContain('handleSummary')
    expect(entrySource({ ...entry, summaryFile: '/t.json' })).toContain('export function handleSummary')
  })
})

it('the real k6 tells of each, also when it is interrupted, and lets none end the load', async () => {
  using shop = new Workshop()
  const script = shop.write(
    'bounded.ts',
    `import http from 'k6/http'
import { Counter } from 'k6/metrics'
const unused = new Counter('unused')
export const options = { thresholds: {
  http_req_duration: ['p(95)<60000', { threshold: 'max<0.001', abortOnFail: true }],
  'http_req_duration{expected_response:true}': ['med<60000'],
  'http_req_failed{op:never}': ['rate<0.01'],
  unused: ['count<1'],
} }
export function handleSummary() { throw new Error('the user’s own is not called') }
export default function () { http.get(__ENV.EDGE_URL) }
`,
  )
  const web = await serve((_, response) => response.end('ok'))
  try {
    const { load, end, requests } = await shop.drive(script, 3000, { edge: web.url })
    expect(load.thresholds).toHaveLength(5)
    expect(end).toMatchObject({ asked: true, malformedRows: 0 })
    expect(requests.length).toBeGreaterThan(50)
    const of = (metric: string, threshold: string) =>
      end.thresholds?.find((each) => each.metric === metric && each.threshold === threshold)
    expect(of('http_req_duration', 'p(95)<60000')).toMatchObject({
      ok: true,
      unit: 'ms',
      value: expect.any(Number),
    })
    expect(of('http_req_duration', 'max<0.001')).toMatchObject({ ok: false })
    expect(of('http_req_duration{expected_response:true}', 'med<60000')?.samples).toBeGreaterThan(50)
    expect(of('http_req_failed{op:never}', 'rate<0.01')).toMatchObject({ ok: true, samples: 0 })
    expect(of('unused', 'count<1')).toMatchObject({ ok: true, samples: null })
    const without = await shop.drive(script, 500, { edge: web.url, thresholds: false })
    expect([without.load.thresholds, without.end.thresholds]).toEqual([[], undefined])
  } finally {
    await web.close()
  }
}, 60_000)
