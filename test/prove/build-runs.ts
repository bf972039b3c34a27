import type { Objective } from '../../src/drill/objective.ts'
import type { Measurements } from '../../src/measure/measurements.ts'
import type { SabotagedRun } from '../../src/prove/classify.ts'
import type { Proof, SabotageProof } from '../../src/prove/proof.ts'
import { judge } from '../../src/verdict/judge.ts'
import type { Verdict } from '../../src/verdict/schema.ts'
import { objective } from '../measure/steadily.ts'
import { indication, measured, window } from '../verdict/build-measurements.ts'
import { ranToEnd } from '../verdict/build-run.ts'

export const p95Below5s: Objective = objective(
  { kind: 'latency', percentile: 95 },
  { op: 'below', value: 5000 },
)

/** A judged run of one window, in which p95 was held to less than 5 s, and uptime to at least 50 %; a tenth was spoiled. */
export function runWith(p95Ms: number, uptime = 1, more: Partial<Measurements> = {}): SabotagedRun {
  const lax = objective({ kind: 'uptime', by: 'requests' }, { op: 'atLeast', value: 0.5 })
  const bad = Math.round(10_000 * (1 - uptime))
  const measurements = measured({
    windows: [window('calm', 5000, 40_000)],
    faults: [],
    recovery: [],
    indicators: [
      indication(p95Below5s, { window: 'calm', observed: p95Ms }),
      indication(lax, { window: 'calm', observed: uptime, bad }),
    ],
    ...more,
  })
  const record = ranToEnd({ phases: [{ name: 'calm', durationMs: 35_000 }], faults: [] })
  const verdict = judge(record, measurements, { strict: false })
  return { measurements, verdict, drill: record.drill, spoiled: { seen: 100, spoiled: 10 } }
}

export function altered(run: SabotagedRun, more: Partial<Verdict>): SabotagedRun {
  return { ...run, verdict: { ...run.verdict, ...more } }
}

export function proofOf(more: Partial<SabotageProof> = {}): SabotageProof {
  return {
    sabotage: 'delays',
    what: '10 % of the requests take 400 ms longer',
    outcome: 'caught',
    by: 'p95 below 150 ms in calm',
    why: ['p95 was 412 ms.'],
    spoiled: { seen: 1000, spoiled: 98 },
    run: 'reports/a',
    exitCode: 1,
    ...more,
  }
}

export const PROVEN: Omit<Proof, 'format' | 'trusted' | 'exitCode' | 'summary'> = {
  drill: 'kill-node',
  params: { rate: '50/s' },
  target: 'processes',
  environment: null,
  healthy: { passed: true, summary: 'Passed.', run: 'reports/healthy', exitCode: 0 },
  sabotages: [],
}
