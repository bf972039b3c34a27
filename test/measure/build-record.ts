/** Makes run records out of few words, for tests of measure, verdict and reports. All times are run ms. */
import type { PhaseStep, ResolvedDrill } from '../../src/drill/model.ts'
import type { RunRecord } from '../../src/journal/record.ts'
import type { RunStarted } from '../../src/journal/run-started.ts'
import { metricsOf, probesOf, requestsOf, storedOf, texts, trafficOf, writesOf } from './build-columns.ts'
import { eventsOf } from './build-events.ts'
import type { RecordInput } from './record-input.ts'

export * from './record-input.ts'
export * from './steadily.ts'

/** A whole, healthy record of a `kill-node` drill, except for what is given. */
export function buildRecord(input: RecordInput): RunRecord {
  const header = headerOf(input)
  return {
    header,
    drill: drillOf(input),
    events: eventsOf(input, header),
    requests: requestsOf(input.requests ?? []),
    metrics: metricsOf(input),
    probes: probesOf(input.probes ?? []),
    traffic: input.traffic ? trafficOf(input.traffic) : null,
    writes: writesOf(input.writes ?? []),
    stored: input.stored ? storedOf(input.stored) : null,
    storedBefore: input.before ? { length: input.before.length, key: texts(input.before) } : null,
    damage: input.damage ?? [],
  }
}

function headerOf(input: RecordInput): RunStarted & { seq: number; atMs: number } {
  return {
    type: 'run-started',
    format: 1,
    run: '2026-01-02T03-04-05-kill-node',
    drill: 'kill-node',
    firedrill: '0.1.0',
    zeroMonoMs: 1_000_000,
    zeroWallMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    pid: 4711,
    target: { name: 'shop', kind: 'processes', why: 'the configuration' },
    environment: null,
    seed: input.seed ?? 7,
    strict: input.strict ?? false,
    attempt: 1,
    versions: { firedrill: '0.1.0', node: 'v24.0.0', load: 'k6 v2.2.0', platform: 'linux x64' },
    commit: { hash: 'abc1234', dirty: false },
    options: {},
    seq: 0,
    atMs: 0,
  }
}

function drillOf(input: RecordInput): ResolvedDrill {
  const seen = new Set<string>()
  const steps = input.phases
    .filter(({ name }) => !seen.has(name) && seen.add(name))
    .map(
      (phase): PhaseStep => ({
        kind: 'phase',
        name: phase.name,
        steps: [
          { kind: 'hold', durationMs: phase.plannedMs ?? phase.durationMs, place: '' },
          ...(phase.steps ?? []),
        ],
        expect: phase.expect ?? [],
        inherit: phase.inherit ?? true,
        place: 'drills/kill-node.ts:2',
      }),
    )
  const profile = input.profile ?? {
    kind: 'constant-arrival-rate',
    ratePerSecond: input.ratePerSecond ?? 200,
  }
  return {
    name: 'kill-node',
    purpose: 'Losing one of two instances mid-load must not break the SLO.',
    file: 'drills/kill-node.ts',
    params: { rate: `${input.ratePerSecond ?? 200}/s` },
    seed: input.seed ?? 7,
    load: { name: 'shop', profile },
    steps,
    expect: input.expect ?? [],
  }
}
