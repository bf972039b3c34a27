import { describe, expect, test } from 'vitest'
import type { EventBody } from '../../../src/journal/events.ts'
import { EVENT_SCHEMAS } from '../../../src/journal/schema/events.ts'
import { OF_DRILL } from '../../../src/journal/schema/of-drill.ts'
import { OF_GUARDS } from '../../../src/journal/schema/of-guards.ts'
import { OF_RELEASES } from '../../../src/journal/schema/of-releases.ts'
import { OF_RUN } from '../../../src/journal/schema/of-run.ts'
import { MOST_RATE } from '../../../src/journal/schema/values.ts'
import { MOST_RUN_MS } from '../../../src/units.ts'

const undo = { kind: 'end-processes', args: { mark: 'r/1' } }
const command = { argv: ['kill', '-9', '4711'], cwd: '/app', env: { A: 'b' } }
const release = { version: '1.0.0', digest: null, where: '/releases/1.0.0' }
const fault = { fault: 'kill', window: 'lost', victim: 'web-1' }
const identity = {
  process: { pid: 4711, startTime: 'a' },
  bootId: null,
  mark: 'r/1',
  container: { id: 'abc', startedMs: 1e12 },
}

/** One of each, with everything in it. */
const SAMPLES: { [Type in EventBody['type']]: Extract<EventBody, { type: Type }> } = {
  'run-started': {
    type: 'run-started',
    format: 1,
    run: 'r',
    drill: 'kill-node',
    firedrill: '0.1.0',
    zeroMonoMs: 1000.5,
    zeroWallMs: 1.7e12,
    pid: 1,
    target: { name: 'shop', kind: 'process', why: 'the configuration' },
    environment: null,
    seed: 7,
    strict: false,
    attempt: 1,
    versions: { firedrill: '0.1.0', node: '24', load: 'k6', platform: 'linux' },
    commit: { hash: null, dirty: true },
    options: { set: [] },
    sealed: true,
  },
  guards: { type: 'guards', guards: ['the file STOP appears'] },
  guard: {
    type: 'guard',
    guard: 'the file STOP appears',
    decision: 'stop',
    restedOn: 'it is there',
    samples: { path: 'STOP' },
  },
  'lease-started': {
    type: 'lease-started',
    engine: 'tcp://10.0.0.5:2376',
    keeper: 'firedrill-keeper-r',
    image: 'shop:1',
    lengthMs: 30_000,
    renewEveryMs: 5000,
  },
  'lease-covers': {
    type: 'lease-covers',
    engine: 'tcp://10.0.0.5:2376',
    what: 'pause web-1',
    tasks: ['let go on'],
  },
  'lease-lost': { type: 'lease-lost', engine: 'tcp://10.0.0.5:2376', why: 'it is silent', deeds: [] },
  planned: { type: 'planned', phases: [{ name: 'lost', plannedMs: null }] },
  progress: { type: 'progress', text: 'x' },
  intent: { type: 'intent', id: 0, what: 'start web-1', undo, command },
  done: { type: 'done', id: 0 },
  'not-done': { type: 'not-done', id: 0, error: 'x' },
  undone: {
    type: 'undone',
    id: 0,
    by: 'watchdog',
    healed: true,
    outcome: 'undone',
    evidence: 'gone',
    remedy: null,
  },
  command: { type: 'command', command, startMs: 1, endMs: 2, what: 'x' },
  'load-started': { type: 'load-started', script: 'x', maxVus: 4, ratePerSecond: 20, requestTimeoutMs: 2000 },
  'traffic-source': {
    type: 'traffic-source',
    file: 'logs/access.ndjson',
    format: {
      kind: 'json-lines',
      fields: {
        time: 't',
        durationMs: 'd',
        status: 's',
        instance: 'i',
        method: 'm',
        path: 'p',
        attempts: 'a',
      },
    },
  },
  'load-first-due': { type: 'load-first-due', dueMs: 3 },
  'load-ended': {
    type: 'load-ended',
    asked: true,
    exitCode: null,
    signal: 'SIGKILL',
    malformedRows: 0,
    lastLines: [''],
  },
  'probe-started': { type: 'probe-started', url: 'http://x', intervalMs: 20, timeoutMs: 2000 },
  'probe-ended': { type: 'probe-ended', asked: true, exitCode: 0, missed: 0, malformedLines: 0 },
  'warm-up-ended': { type: 'warm-up-ended' },
  'steady-state': {
    type: 'steady-state',
    when: 'before',
    holds: true,
    findings: [],
    overMs: 3000,
    leftOutMs: 2000,
    checked: [''],
  },
  'phase-started': { type: 'phase-started', window: 'lost', phase: 'lost' },
  'phase-ended': { type: 'phase-ended', window: 'lost', phase: 'lost', completed: true },
  'step-started': { type: 'step-started', path: 'steps[0]', what: 'x' },
  'step-ended': { type: 'step-ended', path: 'steps[0]', outcome: 'done', detail: '' },
  'fault-intended': {
    type: 'fault-intended',
    fault: 'kill',
    window: 'lost',
    victim: { name: 'web-1', url: null, identity },
    undo,
  },
  'fault-injected': { type: 'fault-injected', ...fault, instantMs: 5, command },
  'fault-landed': { type: 'fault-landed', ...fault, seen: true, evidence: ['gone'] },
  'fault-healed': { type: 'fault-healed', ...fault, seen: true, evidence: [] },
  condition: {
    type: 'condition',
    condition: { kind: 'recovered' },
    window: 'lost',
    met: true,
    withinMs: 60_000,
    restedOn: 'x',
    tookMs: 10,
  },
  expectation: { type: 'expectation', index: 0, window: 'lost' },
  finding: { type: 'finding', window: 'lost', path: 'steps[0]', what: 'x', holds: null, evidence: [] },
  release: { type: 'release', ref: { ref: 'current' }, release },
  'deploy-started': {
    type: 'deploy-started',
    window: 'deploy',
    from: release,
    to: release,
    strategy: 'rolling',
  },
  'instance-switched': { type: 'instance-switched', window: 'deploy', name: 'web-1', to: release },
  'deploy-ended': {
    type: 'deploy-ended',
    window: 'deploy',
    outcome: 'refused',
    code: 'never-ready',
    detail: '',
  },
  trigger: {
    type: 'trigger',
    window: 'deploy',
    condition: { kind: 'recovered' },
    restedOn: 'x',
    samples: {},
  },
  'rollback-decided': { type: 'rollback-decided', window: 'deploy', why: 'x', to: release },
  'rollback-started': { type: 'rollback-started', window: 'deploy' },
  'rollback-acted': { type: 'rollback-acted', window: 'deploy' },
  canary: { type: 'canary', window: 'deploy', decision: 'promote', why: 'x', comparison: { ratio: 1 } },
  migrated: { type: 'migrated', window: 'deploy', release: '1.0.0', direction: 'up', moved: ['0001'] },
  stopped: {
    type: 'stopped',
    window: 'x',
    name: 'web-1',
    askedMs: 1,
    exitCode: 0,
    signal: null,
    tookMs: 2,
    killed: false,
  },
  manual: { type: 'manual', window: 'x', text: 'pull the plug' },
  'instance-state': {
    type: 'instance-state',
    name: 'web-1',
    alive: true,
    health: 200,
    ready: null,
    failing: [],
    serves: true,
    release: null,
    bootId: null,
    endAsked: false,
    by: 'engine',
  },
  'instances-watched': { type: 'instances-watched', looks: 5 },
  instances: {
    type: 'instances',
    instances: [
      {
        name: 'web-1',
        url: null,
        identity,
        release: { version: '1', digest: null, source: 'header' },
        ready: true,
      },
    ],
    why: 'x',
  },
  'named-probe': { type: 'named-probe', name: 'queue', value: 0, error: null, tookMs: 1.5 },
  'ledger-before': { type: 'ledger-before', rows: 0, tookMs: 1, error: null },
  'ledger-read': {
    type: 'ledger-read',
    rows: 1,
    openJobs: 0,
    balances: [{ name: 'stock', expected: 1, actual: 1 }],
    readings: 2,
    tookMs: 5,
    readAtMs: 9,
    agreed: true,
    error: null,
  },
  'unexpected-end': { type: 'unexpected-end', name: 'web-1', how: 'exit code 1', lastLines: [] },
  'engine-event': {
    type: 'engine-event',
    action: 'die',
    name: 'web-1',
    container: 'abc',
    engineMs: 1.7e12,
    exitCode: 137,
    signal: null,
    health: null,
  },
  'engine-clock': { type: 'engine-clock', source: 'unix', offsetMs: -3.5, errorMs: 2 },
  clock: { type: 'clock', offsetMs: 1.7e12 },
  instruments: {
    type: 'instruments',
    loopDelayMaxMs: 3,
    cpu: { harness: 1, load: 2, probe: 3, app: 4 },
    machine: { stolen: 0, waiting: null, runnable: 2 },
  },
  signal: { type: 'signal', signal: 'SIGINT', hurried: false },
  'run-ended': {
    ...{ type: 'run-ended', run: 'errored', reason: 'x', errorCode: 'never-ready', hint: 'Do this.' },
    by: 'run',
  },
  'cleanup-ended': {
    type: 'cleanup-ended',
    cleanup: 'dirty',
    left: [{ what: 'x', evidence: 'y', remedy: null }],
    by: 'recover',
    tookMs: 3,
  },
}
/** What an event may do without: older records do not say it. */
const OPTIONAL = [
  'sealed',
  'command',
  'malformedLines',
  'overMs',
  'leftOutMs',
  'checked',
  'askedMs',
  'by',
  'readAtMs',
  'agreed',
  'machine',
  'hint',
]
const ALWAYS: Readonly<Record<string, string[]>> = {
  command: ['command'],
  'fault-injected': ['command'],
  undone: ['by'],
  'run-ended': ['by'],
  'cleanup-ended': ['by'],
}
const isOptional = (type: string, field: string) => OPTIONAL.includes(field) && !ALWAYS[type]?.includes(field)

const fits = (type: string, event: unknown): boolean =>
  EVENT_SCHEMAS[type as EventBody['type']].safeParse(event).success

describe.each(Object.entries(SAMPLES))('%s', (type, sample) => {
  test('is read as it is written', () => {
    expect(EVENT_SCHEMAS[type as EventBody['type']].safeParse(sample).error).toBeUndefined()
  })

  test('is none without a field of it, or with one of another type', () => {
    for (const field of Object.keys(sample)) {
      const { [field]: _, ...without } = sample as Record<string, unknown>
      expect(fits(type, without), `without ${field}`).toBe(isOptional(type, field))
      expect(fits(type, { ...sample, [field]: Symbol('x') }), `another ${field}`).toBe(false)
    }
  })
})

test('each stands in one of four files', () => {
  const all = [OF_RUN, OF_DRILL, OF_RELEASES, OF_GUARDS].flatMap((some) => Object.keys(some))
  expect(all.toSorted()).toEqual(Object.keys(EVENT_SCHEMAS).toSorted())
  expect(new Set(all).size).toBe(all.length)
})

test.each([
  ['load-first-due', { dueMs: MOST_RUN_MS * 1.1 }],
  ['fault-injected', { instantMs: -MOST_RUN_MS * 1.1 }],
  ['load-started', { ratePerSecond: MOST_RATE * 2 }],
  ['load-started', { ratePerSecond: 0 }],
  ['run-started', { zeroWallMs: 1e17 }],
  ['run-started', { format: 2 }],
  ['instance-state', { health: 1e6 }],
  ['probe-started', { intervalMs: 0 }],
] as const)('a number beyond what a run can have is none: %s %j', (type, more) => {
  expect(fits(type, { ...SAMPLES[type], ...more })).toBe(false)
})
