import { expect, it } from 'vitest'
import { createMatcher } from '../../src/measure/traffic-match.ts'
import { buildRecord, type RequestInput, type TrafficInput } from './build-record.ts'

function match(request: Partial<RequestInput>, traffic: TrafficInput[]) {
  const record = buildRecord({
    phases: [],
    requests: [{ startMs: 100, durationMs: 10, ...request }],
    traffic,
  })
  const matcher = createMatcher(record.traffic!, record.requests)
  return [matcher(0, 110), matcher(0, 110)]
}

const line = { startMs: 101, durationMs: 8, instance: 'web-1' }

it('finds the line that ended with the request, once', () => {
  expect(match({}, [line])).toEqual(['web-1', null])
})

it('takes the nearest', () => {
  expect(match({}, [{ ...line, startMs: 120, instance: 'web-2' }, line])).toEqual(['web-1', 'web-2'])
})

it('wants the same method and status, and about the same end', () => {
  expect(match({ method: 'POST' }, [line])).toEqual([null, null])
  expect(match({ status: 503 }, [line])).toEqual([null, null])
  expect(match({}, [{ ...line, startMs: 400 }])).toEqual([null, null])
})

it('takes any status where the client got no answer', () => {
  expect(match({ ok: false, status: 0 }, [{ ...line, status: 502 }])[0]).toBe('web-1')
})
