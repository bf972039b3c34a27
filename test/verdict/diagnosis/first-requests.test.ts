import { expect, test } from 'vitest'
import { firstSlow, requestWords } from '../../../src/verdict/diagnosis/first-requests.ts'
import { buildRecord, type RequestInput } from '../../measure/build-record.ts'

const recordOf = (...requests: RequestInput[]) =>
  buildRecord({ phases: [{ name: 'lost', durationMs: 10_000 }], requests })

test('of a second that had one request, one is spoken of', () => {
  const slow = (...requests: RequestInput[]) =>
    firstSlow(recordOf(...requests), { startMs: 5000, endMs: 15_000 }, {}, { percentile: 95, limitMs: 150 })
  const one = { startMs: 6000, durationMs: 400 }
  expect(slow(one)).toEqual({
    atMs: 6000,
    what: '1 of 1 request of that second took 150 ms or longer, up to 400 ms',
  })
  expect(slow(one, { ...one, durationMs: 10 })?.what).toContain('1 of 2 requests of that second')
})

test('of one whose start is not known, how long it took is not told', () => {
  const request = { startMs: 6000, durationMs: 400, operation: 'read', ok: false, status: 0 }
  expect(requestWords(recordOf(request).requests, 0)).toBe('read, no answer after 400 ms')
  expect(requestWords(recordOf({ ...request, certain: false }).requests, 0)).toBe('read, no answer')
})
