import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { K6Decoder } from '../../../../src/load/k6/csv/decoder.ts'
import type { RequestRow } from '../../../../src/load/load.ts'
import { decode, decodeText, HEADER, iterationRows, metricRow, requestRows } from './stream.ts'

const T = 1_795_262_621_500

describe('requests', () => {
  test('one on a new connection starts when it asked for the connection', () => {
    const rows = requestRows({
      endMs: T,
      duration: 13.5,
      blocked: 2.5,
      connecting: 2.25,
      sending: 0.0625,
      vu: 3,
    })
    const { requests, malformed } = decodeText(`${HEADER}\n${rows}`)
    expect(malformed).toBe(0)
    expect(requests).toEqual([
      {
        startWallMs: T - 16,
        durationMs: 16,
        certain: true,
        ok: true,
        status: 200,
        error: 0,
        method: 'GET',
        operation: 'GET /a',
        scenario: 'load',
        group: '',
        instance: null,
        release: null,
      },
    ])
  })

  test('one that was resent is not counted twice: its sending contains the second connecting', () => {
    const rows = requestRows({ endMs: T, duration: 1010, blocked: 1000, connecting: 0, sending: 1005 })
    expect(decodeText(`${HEADER}\n${rows}`).requests[0]?.durationMs).toBe(1010)
  })

  test('one that waited for a free connection took that long too', () => {
    const rows = requestRows({ endMs: T, duration: 10, blocked: 1000, connecting: 0, sending: 0.01 })
    expect(decodeText(`${HEADER}\n${rows}`).requests[0]?.durationMs).toBe(1010)
  })

  test('fields, tags and names are kept', () => {
    const rows = requestRows({
      endMs: T,
      failed: 1,
      status: '503',
      error: '1503',
      method: 'POST',
      group: '::order, "big"\nönes',
      tags: 'team=x&op=place order&release=v2',
    })
    const { requests } = decodeText(`${HEADER}\n${rows}`)
    expect(requests[0]).toMatchObject({ ok: false, status: 503, error: 1503, method: 'POST' })
    expect(requests[0]).toMatchObject({
      group: '::order, "big"\nönes',
      operation: 'place order',
      release: 'v2',
    })
  })

  test('where the script switched the response callback off, an error code decides', () => {
    const good = requestRows({ endMs: T, failed: null })
    const bad = requestRows({ endMs: T + 1, failed: null, status: '500', error: '1500' })
    expect(decodeText(`${HEADER}\n${good}${bad}`).requests.map((row) => row.ok)).toEqual([true, false])
  })

  test('what setup and teardown ask is no load', () => {
    const text = requestRows({ endMs: T, group: '::setup' }) + requestRows({ endMs: T, group: '::teardown' })
    const decoded = decodeText(`${HEADER}\n${text}`)
    expect(decoded).toMatchObject({ requests: [], malformed: 0, sending: 0 })
    expect(decoded.aside.map(({ group }) => group)).toEqual(['::setup', '::teardown'])
  })

  test('the order of columns does not matter', () => {
    const header = 'status,metric_value,metadata,metric_name,expected_response,timestamp,method,name'
    const row = (metric: string, value: number): string =>
      `200,${value},vu=1&iter=2,${metric},true,${T}000,GET,n\n`
    const parts = ['blocked', 'connecting', 'sending'].map((part) => row(`http_req_${part}`, 0)).join('')
    const text = `${header}\n${row('http_reqs', 1)}${row('http_req_duration', 7)}${parts}${row('http_req_failed', 0)}`
    expect(decodeText(text).requests).toMatchObject([
      { durationMs: 7, status: 200, operation: 'n', ok: true },
    ])
  })
})

describe('a request that never sent anything', () => {
  const refused = { duration: 0, blocked: 0, failed: 1, status: '0', error: '1211' }

  test('alone in its iteration it took from the start of that', () => {
    const text =
      requestRows({ endMs: T, ...refused, vu: 7, iter: 4 }) +
      requestRows({ endMs: T + 1, vu: 8, iter: 4 }) +
      iterationRows({ endMs: T + 2, value: 5002, vu: 7, iter: 4 })
    const { requests } = decodeText(`${HEADER}\n${text}`)
    expect(requests[1]).toMatchObject({ startWallMs: T - 5000, durationMs: 5000, certain: true, ok: false })
  })

  test('beside others in its iteration its start is not certain, and the earliest that it can be', () => {
    const text =
      requestRows({ endMs: T - 3000, iter: 4 }) +
      requestRows({ endMs: T, ...refused, iter: 4 }) +
      iterationRows({ endMs: T + 2, value: 5002, iter: 4 })
    const { requests } = decodeText(`${HEADER}\n${text}`)
    expect(requests[1]).toMatchObject({ startWallMs: T - 5000, certain: false })
  })

  test('in an interrupted iteration its start is not certain', () => {
    const { requests } = decodeText(`${HEADER}\n${requestRows({ endMs: T, ...refused })}`)
    expect(requests).toMatchObject([{ startWallMs: T, certain: false }])
  })

  test('is told as soon as k6 tells it, however long its iteration goes on', () => {
    const told: RequestRow[][] = []
    const handed: RequestRow[][] = []
    const decoder = new K6Decoder({
      requests: (batch) => handed.push(batch),
      unplaced: (batch) => told.push(batch),
      aside: () => undefined,
      metrics: () => undefined,
      writes: () => undefined,
      arrival: () => undefined,
      sending: () => undefined,
    })
    decoder.push(Buffer.from(`${HEADER}\n${requestRows({ endMs: T, ...refused })}`))
    expect(told).toMatchObject([[{ startWallMs: T, ok: false, error: 1211 }]])
    expect(handed).toEqual([])
    decoder.push(Buffer.from(iterationRows({ endMs: T + 60_000, value: 60_003 })))
    expect(handed).toMatchObject([[{ startWallMs: T - 3, certain: true, told: true }]])
    expect(told).toHaveLength(1)
  })

  test("another iteration's end does not count", () => {
    const text =
      requestRows({ endMs: T, ...refused, iter: 4 }) + iterationRows({ endMs: T + 2, value: 5002, iter: 3 })
    expect(decodeText(`${HEADER}\n${text}`).requests).toMatchObject([{ durationMs: 0, certain: false }])
  })
})

describe('metrics', () => {
  test('speak of the request before them, as the how-manieth of those that are handed over', () => {
    const text = [
      requestRows({ endMs: T, vu: 2 }),
      requestRows({ endMs: T + 1, vu: 1 }),
      metricRow('checks', { endMs: T + 2, value: 1, check: 'second', vu: 1 }),
      metricRow('basket', { endMs: T + 3, value: 7, vu: 2 }),
      metricRow('dropped_iterations', { endMs: T + 4, value: 1, vu: 9 }),
      requestRows({ endMs: T + 5, vu: 3, duration: 0, failed: 1, error: '1212', status: '0' }),
      metricRow('checks', { endMs: T + 6, value: 0, check: 'third', vu: 3 }),
      iterationRows({ endMs: T + 7, value: 7, vu: 3 }),
    ].join('')
    const { metrics, requests } = decodeText(`${HEADER}\n${text}`)
    expect(requests).toHaveLength(3)
    expect(metrics.map(({ metric, label, request }) => [metric, label, request])).toEqual([
      ['checks', 'second', 2],
      ['basket', '', 1],
      ['dropped_iterations', '', 0],
      ['checks', 'third', 3],
    ])
  })

  test('checks, dropped iterations and custom ones are handed over, others not', () => {
    const text =
      metricRow('vus', { endMs: T, value: 3 }) +
      metricRow('checks', { endMs: T, value: 0, check: 'is "ok", really', group: '::g' }) +
      metricRow('dropped_iterations', { endMs: T + 1, value: 1 }) +
      metricRow('my_trend', { endMs: T + 2, value: -1.5 }) +
      metricRow('data_sent', { endMs: T, value: 3 })
    const { metrics, arrivals, sending } = decodeText(`${HEADER}\n${text}`)
    expect(metrics.map(({ metric, value, label }) => [metric, value, label])).toEqual([
      ['checks', 0, 'is "ok", really'],
      ['dropped_iterations', 1, ''],
      ['my_trend', -1.5, ''],
    ])
    expect(metrics[0]).toMatchObject({ wallMs: T, scenario: 'load', group: '::g' })
    expect([arrivals, sending]).toEqual([[T + 1], 1])
  })

  test('iterations of one request are told once it is seen that their users think before it', () => {
    const thinking = (iter: number) =>
      requestRows({ endMs: T + 2000, iter }) + iterationRows({ endMs: T + 2000, value: 2000, iter })
    const many = Array.from({ length: 12 }, (_, iter) => thinking(iter)).join('')
    expect(decodeText(`${HEADER}\n${many}`).metrics).toMatchObject(
      Array(3).fill({ metric: 'iteration_duration', value: 2000, label: '1' }),
    )
  })

  test('an iteration of several requests that was under way at the end is told by its begin', () => {
    const [first, second] = [requestRows({ endMs: T, iter: 3 }), requestRows({ endMs: T + 500, iter: 3 })]
    const { metrics } = decodeText(`${HEADER}\n${first}${second}`)
    expect(metrics).toEqual([
      {
        wallMs: T - 2,
        metric: 'iteration_unfinished',
        value: 0,
        label: '2',
        scenario: 'load',
        group: '',
        request: 0,
      },
    ])
    expect(decodeText(`${HEADER}\n${first}`).metrics).toEqual([])
  })

  test('an iteration is told only where its requests do not tell it', () => {
    const one = requestRows({ endMs: T, iter: 0 }) + iterationRows({ endMs: T, value: 2, iter: 0 })
    const none = iterationRows({ endMs: T + 10, value: 5, iter: 1 })
    const { metrics, arrivals } = decodeText(`${HEADER}\n${one}${none}`)
    expect(metrics).toMatchObject([{ metric: 'iteration_duration', wallMs: T + 10, value: 5, label: '0' }])
    expect(arrivals).toEqual([T - 2, T + 5])
  })

  test('how many requests its iterations make side by side is told when it is more than before', () => {
    const iteration = (iter: number, endsMs: number[], durationMs: number) =>
      endsMs.map((endMs) => requestRows({ endMs, duration: durationMs, iter })).join('') +
      iterationRows({ endMs: (endsMs.at(-1) ?? 0) + 1, value: 100, iter })
    const text = [
      iteration(0, [T + 10, T + 20.4, T + 30.8], 10),
      iteration(1, [T + 110, T + 111], 10),
      iteration(2, [T + 210, T + 211, T + 212], 10),
      iteration(3, [T + 310, T + 311], 10),
    ].join('')
    const { metrics } = decodeText(`${HEADER}\n${text}`)
    const told = metrics.filter(({ metric }) => metric === 'requests_side_by_side')
    expect(told).toMatchObject([
      { wallMs: T + 112, value: 2, label: '', scenario: 'load', group: '' },
      { wallMs: T + 213, value: 3 },
    ])
  })

  test('a vus row without virtual users is no sign of load', () => {
    expect(decodeText(`${HEADER}\n${metricRow('vus', { endMs: T, value: 0 })}`).sending).toBe(0)
  })
})

describe('garbage', () => {
  const good = requestRows({ endMs: T })

  test.each([
    ['a line of text', 'hello world\n', 1],
    ['a number that is none', metricRow('mine', { endMs: T, value: 1 }).replace('1.000000', 'x'), 1],
    ['a time that is none', metricRow('mine', { endMs: T, value: 1 }).replace(/,\d{16},/, ',soon,'), 1],
    ['a row that is cut', good.slice(0, good.lastIndexOf('http_req_failed') + 25), 1],
    ['a part without its request', good.slice(good.indexOf('\n') + 1), 5],
    ['a quote that never closes', `"${'x'.repeat(70_000)}\n`, 1],
  ])('%s is counted and does no harm', (_, garbage, malformed) => {
    const before = decodeText(`${HEADER}\n${garbage}\n${requestRows({ endMs: T + 5 })}`)
    expect(before.requests.at(-1)).toMatchObject({ startWallMs: T + 3 })
    expect(before.malformed).toBeGreaterThanOrEqual(1)
    expect(before.malformed).toBeLessThanOrEqual(malformed)
  })

  test('a request with a broken part is not handed over', () => {
    const broken = good.replace(/(http_req_blocked,\d+),[^,]+/, '$1,oops')
    expect(decodeText(`${HEADER}\n${broken}`).requests).toEqual([])
    expect(decodeText(`${HEADER}\n${good}`).requests).toHaveLength(1)
  })

  test('a stream cut off in a row says so', () => {
    expect(decodeText(`${HEADER}\n${good}http_reqs,17`).malformed).toBe(1)
    expect(decodeText(`${HEADER}\n${good}`).malformed).toBe(0)
  })

  test('never makes it throw', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('"', '\n', ',', good))), (parts) => {
        const { malformed } = decodeText(`${HEADER}\n${parts.join('')}`)
        expect(malformed).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

test('any chunking gives the same rows', () => {
  const text =
    `${HEADER}\n` +
    requestRows({ endMs: T, group: '::größe, "zitat"\nzwei', tags: 'op=日本&x=1' }) +
    metricRow('checks', { endMs: T, value: 1, check: 'ок, "да" 🙂' }) +
    'garbage\n' +
    requestRows({ endMs: T + 3, duration: 0, failed: 1, vu: 2, iter: 9 }) +
    iterationRows({ endMs: T + 4, value: 100, vu: 2, iter: 9 })
  const bytes = Buffer.from(text)
  const whole = decode([bytes])
  expect([whole.requests.length, whole.metrics.length, whole.malformed]).toEqual([2, 1, 1])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
      const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end))
      expect(decode(chunks)).toEqual(whole)
    }),
  )
  expect(decode(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(whole)
})
