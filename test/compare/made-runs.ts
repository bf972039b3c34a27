/** Runs to be compared, made second by second. */
import { type RunToCompare, runToCompare } from '../../src/compare/side.ts'
import type { Objective } from '../../src/drill/objective.ts'
import { measure } from '../../src/measure/measure.ts'
import { seededRandom } from '../../src/measure/random.ts'
import { judge } from '../../src/verdict/judge.ts'
import {
  buildRecord,
  objective,
  p95Below150,
  type RecordInput,
  type RequestInput,
  steadyProbes,
  uptimeThreeNines,
} from '../measure/build-record.ts'

const WARM_UP_MS = 5000
const RATE = 100

export interface MadeRun {
  seed: number
  seconds?: number
  /** Latency is drawn around this, spread by half of it. */
  medianMs?: number
  /** The share of requests that fail, by chance. */
  failing?: number
  more?: Partial<RecordInput>
}

export const interruptionBelow1s: Objective = objective(
  { kind: 'interruption' },
  { op: 'below', value: 1000 },
)

/** One phase, `calm`, of a run as long as asked for. */
export function madeRecord({ seed, seconds = 30, medianMs = 10, failing = 0, more = {} }: MadeRun) {
  const random = seededRandom(seed)
  const count = (seconds + 7) * RATE
  const requests = Array.from({ length: count }, (_, k): RequestInput => {
    const spread = random() + random() + random() - 1.5
    const ok = random() >= failing
    return { startMs: (k * 1000) / RATE, durationMs: medianMs * Math.exp(0.5 * spread), ok }
  })
  const endMs = WARM_UP_MS + seconds * 1000
  const record = buildRecord({
    phases: [{ name: 'calm', durationMs: seconds * 1000 }],
    requests,
    probes: steadyProbes({ fromMs: 0, toMs: endMs + 2000 }),
    ratePerSecond: RATE,
    expect: [p95Below150, uptimeThreeNines],
    ...more,
  })
  const run = `run-${seed}`
  const events = record.events.map((event) => (event.type === 'run-started' ? { ...event, run } : event))
  return { ...record, events, header: { ...record.header, run } }
}

export function madeRun(made: MadeRun): RunToCompare {
  const record = madeRecord(made)
  const measurements = measure(record)
  const verdict = judge(record, measurements, { strict: false })
  return runToCompare(record, measurements, verdict, {})
}
