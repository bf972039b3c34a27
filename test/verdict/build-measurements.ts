/** Hand-made measurements for tests of the verdict and of reports. All times are run ms. */
import type { Objective } from '../../src/drill/objective.ts'
import type { FaultSeen, Indication, Measurements, Window } from '../../src/measure/measurements.ts'
import type { Question } from '../../src/verdict/outcome.ts'
import { p95Below150, uptimeThreeNines } from '../measure/steadily.ts'

export function window(name: string, startMs: number, endMs: number, more: Partial<Window> = {}): Window {
  return {
    name,
    phase: name.split(/[[ ]/)[0] ?? name,
    kind: 'phase',
    startMs,
    endMs,
    completed: true,
    faultsMs: [],
    requests: { total: 6212, failed: 2, uncertain: 0, byOperation: {} },
    dropped: { byApp: 0, byGenerator: 0 },
    ...more,
  }
}

export function indication(objective: Objective, more: Partial<Indication> = {}): Indication {
  return {
    objective,
    window: 'lost',
    observed: 1,
    samples: 10_000,
    bad: null,
    confidence: null,
    worst: [],
    reference: null,
    uncertain: { bad: 0, total: 0 },
    note: '',
    ...more,
  }
}

/** Uptime at least 99.9 % with so many failed of so many. */
export function uptime(bad: number, samples: number, more: Partial<Indication> = {}): Indication {
  const observed = samples === 0 ? null : (samples - bad) / samples
  return indication(uptimeThreeNines, { observed, samples, bad, ...more })
}

/** p95 below 150 ms. */
export function p95(observed: number | null, samples: number, more: Partial<Indication> = {}): Indication {
  return indication(p95Below150, { observed, samples, ...more })
}

export function question(seen: Indication, more: Partial<Question> = {}): Question {
  const { bound } = seen.objective
  if (bound.op === 'notWorseThan') throw new Error('Give the limit.')
  return {
    indication: { ...seen, observed: seen.observed ?? 0 },
    limit: bound,
    window: window('lost', 10_000, 40_000),
    message: 'Seen',
    instrumentCrashed: false,
    probeStallMs: 0,
    ...more,
  }
}

export function killed(more: Partial<FaultSeen> = {}): FaultSeen {
  return {
    fault: 'kill',
    window: 'lost',
    victim: 'web-1',
    instantMs: 11_000,
    landed: { seen: true, atMs: 11_050, evidence: ['pid 4711 is gone'] },
    healed: { seen: true, atMs: 39_000, evidence: ['web-1 is ready'] },
    ...more,
  }
}

/** Healthy: baseline 5–10 s, lost 10–40 s with a kill at 11 s, settled 40–60 s; proven uptime and p95 in each. */
export function measured(more: Partial<Measurements> = {}): Measurements {
  const proven = { low: 20, high: 30, method: 'order statistics' }
  return {
    windows: [
      window('baseline', 5000, 10_000),
      window('lost', 10_000, 40_000, { faultsMs: [11_000] }),
      window('settled', 40_000, 60_000),
    ],
    indicators: ['baseline', 'lost', 'settled'].flatMap((name) => [
      p95(25, 10_000, { window: name, confidence: proven }),
      uptime(0, 10_000, { window: name }),
    ]),
    faults: [killed()],
    conditions: [],
    failures: [],
    outages: [],
    recovery: [{ fault: 'kill', window: 'lost', firstErrorMs: 3, lastErrorMs: 120.5, recoveredMs: 1000 }],
    instruments: {
      load: {
        crashed: false,
        stalls: [],
        latenessMaxMs: 4,
        latenessP99Ms: 1,
        missing: 0,
        malformedRows: 0,
      },
      probe: { crashed: false, stalls: [], latenessMaxMs: 2, missed: 0 },
      harness: { loopDelayMaxMs: 12 },
      clockSteps: [],
    },
    agreement: [],
    findings: [],
    deploys: [],
    rollbacks: [],
    stops: [],
    states: [],
    looks: 0,
    engine: [],
    ledger: null,
    steady: { before: { holds: true, findings: [] }, after: { holds: true, findings: [] } },
    ...more,
  }
}
