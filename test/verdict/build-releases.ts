/** Releases, as measured, for tests of the verdict and of reports. All times are run ms. */
import type { DeploySeen, InstanceTable, RollbackSeen, StateStretch } from '../../src/measure/measurements.ts'

/** A bad release: served from 12 s on, detected at 14.1 s. */
export function badDeploy(more: Partial<DeploySeen> = {}): DeploySeen {
  return {
    window: 'lost',
    from: '1.0.0',
    to: '1.0.1-failing',
    strategy: 'rolling',
    startMs: 10_500,
    endMs: 14_150,
    outcome: 'cancelled',
    code: 'triggered',
    detail: '',
    switched: [{ name: 'web-1', atMs: 12_000 }],
    trigger: { atMs: 14_100, restedOn: '12 of 240 requests failed' },
    detectionMs: 2100,
    canary: null,
    loss: {
      startMs: 12_000,
      endMs: 20_500,
      total: 1240,
      failed: 38,
      kinds: [
        { kind: 'answered 500', failed: 30 },
        { kind: 'no answer', failed: 8 },
      ],
      p95Ms: 41.2,
      baselineP95Ms: 12,
    },
    ...more,
  }
}

/** Settled 6.4 s after the decision at 14.1 s. */
export function rolledBack(more: Partial<RollbackSeen> = {}): RollbackSeen {
  return {
    window: 'lost',
    why: 'triggered',
    to: '1.0.0',
    decidedMs: 14_100,
    startedMs: 14_120,
    actedMs: 18_200,
    readyMs: 18_400,
    settledMs: 20_500,
    instances: [
      { name: 'web-1', readyMs: 18_400 },
      { name: 'web-2', readyMs: 14_100 },
    ],
    unknown: null,
    ...more,
  }
}

export function stretch(startMs: number, endMs: number, more: Partial<StateStretch> = {}): StateStretch {
  return {
    startMs,
    endMs,
    alive: true,
    health: 200,
    ready: 200,
    failing: [],
    serves: true,
    release: '1.0.0',
    judged: 'right',
    ...more,
  }
}

export function table(name: string, ...stretches: StateStretch[]): InstanceTable {
  return { name, stretches }
}
