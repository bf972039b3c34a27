import { expect, test } from 'vitest'
import { requestMoments } from '../../../src/verdict/diagnosis/request-moments.ts'
import { buildRecord, steadyRequests } from '../../measure/build-record.ts'

const steady = steadyRequests({ fromMs: 5000, toMs: 10_000 })
/** Baseline 5–10 s, lost 10–20 s; a kill at 12 s. */
const momentsOf = (startMs: number, durationMs: number, window = 'lost') => {
  const record = buildRecord({
    phases: [
      { name: 'baseline', durationMs: 5000 },
      { name: 'lost', durationMs: 10_000 },
    ],
    faults: [{ window, instantMs: 12_000 }],
    requests: [...steady, { startMs, durationMs, ok: false }],
  })
  const moments = requestMoments(record)
  return [moments.byWindow(steady.length), moments.among(steady.length, [11_950, 12_000])]
}

test('what was under way when something was done broke then', () => {
  expect(momentsOf(11_900, 200)).toEqual([12_000, 11_950])
  expect(momentsOf(12_100, 200)).toEqual([12_100, 12_100])
})

test('what had hung by then did not', () => {
  expect(momentsOf(11_000, 2000)).toEqual([11_000, 11_000])
})

test('what was done outside of every phase draws no request into a window', () => {
  expect(momentsOf(11_900, 200, '')).toEqual([11_900, 11_950])
})
