import { measure } from '../../src/measure/measure.ts'
import { excerptOf } from '../../src/report/log-excerpt.ts'
import type { ReportInput } from '../../src/report/reporter.ts'
import { diagnose } from '../../src/verdict/diagnosis/diagnose.ts'
import { judgeWithBreaches } from '../../src/verdict/judge.ts'
import { state, watched } from '../measure/build-instances.ts'
import {
  buildRecord,
  p95Below150,
  type RequestInput,
  steadyProbes,
  uptimeThreeNines,
} from '../measure/build-record.ts'
import { line } from '../verdict/diagnosis/build-diagnosis.ts'

/** Whole, as a run leaves it: at 12 s an instance dies, and for a second what goes to it fails. */
export function wholeRun({ ratePerSecond = 200, toMs = 32_000 } = {}): ReportInput {
  const key = `${ratePerSecond} ${toMs}`
  const known = made.get(key) ?? runOf(ratePerSecond, toMs)
  made.set(key, known)
  return known
}

/** To judge one takes as long as to look at its page. */
const made = new Map<string, ReportInput>()

function runOf(ratePerSecond: number, toMs: number): ReportInput {
  const requests = Array.from({ length: (toMs * ratePerSecond) / 1000 }, (_, k): RequestInput => {
    const startMs = (k * 1000) / ratePerSecond
    const isHit = k % 2 === 0 && startMs >= 12_000 && startMs < 13_000
    const row = {
      startMs,
      durationMs: 8 + (k % 40) / 4,
      operation: 'read',
      instance: k % 2 === 0 ? 'web-1' : 'web-2',
    }
    return isHit ? { ...row, ok: false, status: k % 4 === 0 ? 0 : 502, durationMs: 20 } : row
  })
  const endMs = toMs - 2000
  const record = buildRecord({
    phases: [
      { name: 'baseline', durationMs: 5000 },
      { name: 'lost', durationMs: 10_000 },
      { name: 'settled', durationMs: endMs - 20_000 },
    ],
    ratePerSecond,
    expect: [p95Below150, uptimeThreeNines],
    requests,
    probes: steadyProbes({ fromMs: 0, toMs }).map((probe) => ({
      ...probe,
      ok: probe.dueMs < 12_000 || probe.dueMs >= 12_400,
    })),
    faults: [{ window: 'lost', instantMs: 12_000, healed: true }],
    events: [
      state('web-1', 4000),
      state('web-2', 4000),
      state('web-1', 12_100, { alive: false, ready: null, health: null, serves: false, bootId: null }),
      state('web-1', 18_000),
      ...watched(4000, toMs),
    ],
  })
  const measurements = measure(record)
  const { verdict, breaches } = judgeWithBreaches(record, measurements, { strict: false })
  const logs = [line('web-2', 12_100, 'cannot reach web-1'), line('edge', 12_050, 'web-1 is down')]
  const diagnosis = diagnose({ record, measurements, breaches, logs })
  return {
    record,
    measurements,
    verdict: diagnosis ? { ...verdict, diagnosis } : verdict,
    directory: 'reports/x',
    logs: excerptOf(logs, 12_000),
    sinceGreen: {
      run: 'run-1',
      startedAt: '2026-01-01T00:00:00.000Z',
      changes: [{ of: 'artifact', words: '1 → 2' }],
      same: [],
      unknown: [],
    },
  }
}
