import { describe, expect, it } from 'vitest'
import { createRecoveryWatch } from '../../src/measure/recovery.ts'
import { type RequestInput, steadyRequests } from './build-record.ts'

const FAULT_MS = 10_000

function watching(
  requests: RequestInput[],
  rules: { baselineP95Ms?: number; boundMs?: number; slackMs?: number } = {},
) {
  const watch = createRecoveryWatch({ baselineP95Ms: 10, boundMs: 150, faultMs: FAULT_MS, ...rules })
  for (const { ok = true, certain = true, error = 0, ...rest } of requests)
    watch.add({ ...rest, ok, certain, error })
  return watch
}

const steady = steadyRequests({ fromMs: 0, toMs: 30_000 })

function changed(fromMs: number, toMs: number, change: Partial<RequestInput>): RequestInput[] {
  return steady.map((one) => (one.startMs >= fromMs && one.startMs < toMs ? { ...one, ...change } : one))
}

describe('recovery', () => {
  it('is at once where nothing broke, and known once five seconds have passed', () => {
    const watch = watching(steady)
    expect(watch.state(15_500)).toMatchObject({ met: false, recoveredMs: null })
    expect(watch.state(16_000)).toMatchObject({ met: true, recoveredMs: 0 })
  })

  it('waits for the last failure and for latency to be back in band', () => {
    expect(watching(changed(12_300, 12_305, { ok: false })).state(30_000).recoveredMs).toBe(3000)
    expect(watching(changed(12_000, 14_000, { durationMs: 60 })).state(30_000).recoveredMs).toBe(4000)
  })

  it('waits for a failure whose start is not known as long as that may have been, as the record does', () => {
    const failed = { startMs: 11_900, durationMs: 200, ok: false, certain: false }
    expect(watching([...steady, failed]).state(30_000).recoveredMs).toBe(3000)
    expect(watching([...steady, { ...failed, certain: true }]).state(30_000).recoveredMs).toBe(2000)
    // One that was refused began as it ended, whatever its iteration did before.
    const refused = { ...failed, certain: true, error: 1212 }
    expect(watching([...steady, refused]).state(30_000).recoveredMs).toBe(3000)
  })

  it('lets pass what is below 1.5 × the baseline’s p95, or a third of the objective', () => {
    const slow = changed(12_000, 14_000, { durationMs: 60 })
    expect(watching(slow, { baselineP95Ms: 40 }).state(30_000).recoveredMs).toBe(0)
    expect(watching(slow, { boundMs: 180 }).state(30_000).recoveredMs).toBe(0)
  })

  it('is held up by what was under way at the fault, and not by what ended before', () => {
    const hit = [{ startMs: 9900, durationMs: 200, ok: false }]
    const before = [{ startMs: 9700, durationMs: 200, ok: false }]
    expect(watching([...steady, ...hit]).state(30_000).recoveredMs).toBe(1000)
    expect(watching([...steady, ...before]).state(30_000).recoveredMs).toBe(0)
  })

  it('is not seen where nothing was asked', () => {
    const state = watching([]).state(30_000)
    expect(state).toMatchObject({ met: false, recoveredMs: null })
    expect(state.restedOn).toMatch(/no requests/)
  })

  it('says what it waits for, and from when on it could have been', () => {
    const state = watching(changed(12_300, 12_305, { ok: false })).state(15_000)
    expect(state.restedOn).toBe('1 of 5 clean seconds; second 3 after the fault had 1 of 200 requests failed')
    expect(state.earliestMs).toBe(3000)
  })

  it('looks at a slice only once its requests can have ended', () => {
    expect(watching(steady, { slackMs: 3000 }).state(17_900).met).toBe(false)
    expect(watching(steady, { slackMs: 3000 }).state(18_000).met).toBe(true)
  })

  it('is not there before the fault', () => {
    expect(watching(steady).state(9000)).toMatchObject({ met: false, earliestMs: 0 })
  })
})
