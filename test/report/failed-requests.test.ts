import { describe, expect, test } from 'vitest'
import { failedRequests } from '../../src/report/failed-requests.ts'
import { excerptOf } from '../../src/report/log-excerpt.ts'
import type { ReportInput } from '../../src/report/reporter.ts'
import { diagnose } from '../../src/verdict/diagnosis/diagnose.ts'
import { judge } from '../../src/verdict/judge.ts'
import { answered, inputOf, line, type Told } from '../verdict/diagnosis/build-diagnosis.ts'

const KILL = { faults: [{ window: 'lost', instantMs: 12_000 }] }

function input(told: Told): ReportInput {
  const { record, measurements, breaches, logs } = inputOf(told)
  const judged = judge(record, measurements, { strict: false })
  const diagnosis = diagnose({ record, measurements, breaches, logs })
  return { record, measurements, verdict: diagnosis ? { ...judged, diagnosis } : judged, directory: 'x' }
}
const failing =
  (fromMs: number, toMs: number, status = 502) =>
  (startMs: number) =>
    startMs >= fromMs && startMs < toMs ? answered(status) : {}

describe('failed requests', () => {
  test('are at most ten, in the order of time, and all are counted', () => {
    const { total, shown } = failedRequests(input({ ...KILL, request: failing(12_000, 13_000) }))
    expect(total).toBe(200)
    expect(shown).toHaveLength(10)
    expect(shown.map(({ atMs }) => atMs)).toEqual(shown.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
  })

  test('of each kind there is one: two that were not answered are not lost among two hundred that were', () => {
    const request = (startMs: number) =>
      startMs === 12_900 || startMs === 12_905 ? answered(0, 900) : failing(12_000, 13_000)(startMs)
    const { shown } = failedRequests(input({ ...KILL, request }))
    expect(shown.filter(({ status }) => status === 0).length).toBeGreaterThan(0)
  })

  test('what broke the first clause comes before what failed elsewhere', () => {
    const request = (startMs: number) => ({
      ...failing(12_000, 12_200)(startMs),
      ...failing(25_000, 25_500)(startMs),
    })
    const { shown } = failedRequests(input({ ...KILL, request }))
    expect(shown.filter(({ window }) => window === 'lost').length).toBeGreaterThanOrEqual(4)
    expect(shown[0]?.window).toBe('lost')
  })

  test('each stands to the fault before it by time where no log tells more', () => {
    const request = (startMs: number) => {
      if (startMs === 11_000) return answered(502)
      if (startMs === 11_990) return answered(502, 50)
      return startMs >= 12_100 && startMs < 12_110 ? answered(502) : {}
    }
    const { shown } = failedRequests(input({ ...KILL, request }))
    expect(shown.map(({ startMs, class: is }) => [startMs, is])).toEqual([
      [11_000, null],
      [11_990, 'inFlight'],
      [12_100, 'afterwards'],
      [12_105, 'afterwards'],
    ])
  })

  test('of two alike faults in a phase, it stands to the recovery from its own', () => {
    const faults = [10_500, 16_000].map((instantMs) => ({ window: 'lost', instantMs }))
    // Nothing failed after the first: clients were well from its first second on.
    const { shown } = failedRequests(input({ faults, request: failing(16_100, 16_110) }))
    expect(shown.map(({ class: is }) => is)).toEqual(['afterwards', 'afterwards'])
  })

  test('a line of the logs is found for each, where there is one', () => {
    const logs = excerptOf([line('web-1', 12_010, 'connection lost')], 12_000)
    const { shown } = failedRequests({ ...input({ ...KILL, request: failing(12_000, 12_040) }), logs })
    expect(shown.filter(({ instance }) => instance === 'web-1').map(({ line: no }) => no)).toContain(1)
    expect(shown.filter(({ instance }) => instance === 'web-2').every(({ line: no }) => no === null)).toBe(
      true,
    )
  })

  test('none failed', () => {
    expect(failedRequests(input({}))).toMatchObject({ total: 0, shown: [] })
  })
})
