import { describe, expect, test } from 'vitest'
import { guardsIn } from '../../../src/drill/guards/read.ts'
import { refusal } from '../refusal.ts'

const PLACE = 'drills/a.ts:3'
const read = (guard: unknown) => guardsIn(PLACE, [guard])[0]

describe('what is left out gets its default', () => {
  test('of requests', () => {
    expect(read({ uptime: { below: '95%' } })).toEqual({
      kind: 'measured',
      objective: {
        indicator: { kind: 'uptime', by: 'requests' },
        bound: { op: 'below', value: 0.95 },
        filter: {},
        over: 'window',
        place: PLACE,
      },
      overMs: 10_000,
      forMs: 0,
      least: 20,
      unseen: 'say',
    })
  })

  test('of instances, files, URLs and time', () => {
    expect(read({ readyInstances: { below: 2 } })).toEqual({
      kind: 'ready-instances',
      below: 2,
      forMs: 1000,
      unseen: 'say',
    })
    expect(read({ file: 'STOP' })).toEqual({ kind: 'file', path: 'STOP', unseen: 'say' })
    expect(read({ url: 'https://status.example/drills' })).toEqual({
      kind: 'url',
      url: 'https://status.example/drills',
      everyMs: 2000,
      timeoutMs: 2000,
      forMs: 0,
      unseen: 'say',
    })
    expect(read({ maxDuration: '10m' })).toEqual({ kind: 'max-duration', durationMs: 600_000 })
  })
})

test('what is said is taken', () => {
  const slow = {
    p99: { above: '2s' },
    over: '30s',
    for: '3s',
    least: 50,
    operation: 'place order',
    scenario: 'shop',
  }
  expect(read({ name: 'orders crawl', ...slow, unseen: 'stop' })).toMatchObject({
    name: 'orders crawl',
    objective: {
      indicator: { kind: 'latency', percentile: 99 },
      bound: { op: 'above', value: 2000 },
      filter: { operation: 'place order', scenario: 'shop' },
    },
    overMs: 30_000,
    forMs: 3000,
    least: 50,
    unseen: 'stop',
  })
  const percentiles = [{ p50: { above: '1s' } }, { p95: { above: '1s' } }].map(read)
  expect(percentiles).toMatchObject([
    { objective: { indicator: { percentile: 50 } } },
    { objective: { indicator: { percentile: 95 } } },
  ])
  expect(read({ errors: { above: '5%' }, route: 'GET /', group: 'a', method: 'GET' })).toMatchObject({
    objective: { indicator: { kind: 'errors' }, filter: { route: 'GET /', group: 'a', method: 'GET' } },
  })
})

test.each<[unknown, string]>([
  [{ uptime: { below: 95 } }, 'guards[0].uptime.below: expected a percentage, such as "95%".'],
  [{ uptme: { below: '95%' } }, 'guards[0].uptme: is not a known field.'],
  [{ p95: { below: '1s' } }, 'guards[0].p95.above: expected a duration above zero'],
  [{}, 'guards[0]: expected one of uptime, errors, p50, p95, p99, readyInstances, maxDuration, file, url.'],
  [{ file: 'STOP', every: '1s' }, 'guards[0].every: means nothing with file, which takes unseen.'],
])('%j is refused with the path of the wrong field', (guard, message) => {
  expect(refusal(() => read(guard))).toMatchObject({
    code: 'drill-invalid',
    message: expect.stringContaining(`${PLACE}: ${message}`),
    hint: expect.stringContaining('docs/guards.md'),
  })
})

test('what is no list is refused', () => {
  expect(refusal(() => guardsIn(PLACE, { file: 'STOP' })).message).toMatch(/^drills\/a\.ts:3: guards: /)
})
