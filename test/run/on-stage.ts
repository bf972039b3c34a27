import type { BlastLimit } from '../../src/drill/blast-radius.ts'
import type { FaultStep, InstanceRef, Step } from '../../src/drill/model.ts'
import type { Fault } from '../../src/fault/fault.ts'
import { faults } from '../../src/fault/map.ts'
import { type FakeHost, fakeHost } from '../../src/host/fake/host.ts'
import type { Host } from '../../src/host/host.ts'
import type { EventBody, JournalEvent } from '../../src/journal/events.ts'
import { type Journal, openJournal } from '../../src/journal/writer.ts'
import { createRight } from '../../src/run/acting/right.ts'
import { createBlastRadius } from '../../src/run/blast-radius.ts'
import { type Changes, createChanges } from '../../src/run/changes.ts'
import { createLive } from '../../src/run/live.ts'
import { seededRandom } from '../../src/run/random.ts'
import { createReleases } from '../../src/run/releases.ts'
import type { Stage } from '../../src/run/stage.ts'
import { runSteps } from '../../src/run/steps/run-steps.ts'
import type { StepContext, StepOutcome } from '../../src/run/steps/step.ts'
import { createFakeTarget, type FakeOptions, type FakeTarget } from '../../src/target/fake.ts'
import type { RunningTarget } from '../../src/target/target.ts'

export const PLACE = 'drills/sample.ts:1'
export const RECORD = '/tmp/reports/run-1'

export interface Rig {
  host: Host
  clock: FakeHost['clock']
  journal: Journal
  changes: Changes
  fake: FakeTarget
  target: RunningTarget
  stage: Stage
  context: StepContext
  cancel(reason?: unknown): void
  /** Takes steps as a drill would. */
  take(...steps: Step[]): Promise<StepOutcome>
  /** What the journal says, of one type. */
  said<T extends EventBody['type']>(type: T): Extract<JournalEvent, { type: T }>[]
  /** The types of everything that was journaled, in order, without what a step says of itself. */
  order(): string[]
}

export interface RigOptions {
  instances?: number
  seed?: number
  faults?: Readonly<Record<string, Fault>>
  handlers?: Stage['handlers']
  hurrying?: AbortSignal
  probeValues?: Stage['probeValues']
  /** What the target is to be. */
  target?: FakeOptions
  /** By default nothing was looked at yet. */
  watch?: Stage['watch']
  traffic?: Stage['traffic']
  /** What was agreed to; as many as the steps like unless given. */
  blastRadius?: BlastLimit
}

/** A target in memory, started, and everything that the steps of a drill act on; time is virtual. */
export async function onStage(options: RigOptions = {}): Promise<Rig> {
  const fake = createFakeTarget(options.instances ?? 2, options.target)
  const base = fakeHost()
  const host: Host = { ...base, net: fake.net }
  await host.files.makeDir(RECORD)
  const path = `${RECORD}/journal.ndjson`
  const journal = await openJournal(host, { path, zeroMonoMs: host.clock.monoMs(), nextSeq: 0 })
  const right = createRight()
  const changes = createChanges({
    ...{ journal, clock: host.clock, right },
    assertMayAct: async () => undefined,
    undo: async () => undefined,
  })
  const cancelling = new AbortController()
  const target = await started(fake, host, changes, cancelling.signal)
  const stage: Stage = {
    host,
    directory: RECORD,
    logsDir: `${RECORD}/logs`,
    journal,
    target,
    change: changes.change,
    covered: changes.covered,
    live: createLive(() => 150),
    faults: options.faults ?? faults,
    handlers: options.handlers ?? {},
    hurrying: options.hurrying ?? new AbortController().signal,
    probeValues: options.probeValues ?? new Map(),
    random: seededRandom(options.seed ?? 7),
    blastRadius: createBlastRadius(options.blastRadius ?? 'all', target),
    injected: [],
    expectations: 0,
    releases: createReleases(target.deploy, journal),
    watch: options.watch ?? { now: () => [] },
    traffic: options.traffic ?? null,
  }
  const context: StepContext = {
    stage,
    signal: cancelling.signal,
    window: 'lost',
    loops: {},
    path: 'steps',
    phase: { startMs: journal.nowMs(), logSizes: new Map() },
  }
  return {
    host,
    clock: base.clock,
    journal,
    changes,
    fake,
    target,
    stage,
    context,
    cancel: (reason) => cancelling.abort(reason),
    take: (...steps) => runSteps(steps, context),
    said: (type) => journal.events.filter((event) => event.type === type) as never,
    order: () => journal.events.map(({ type }) => type).filter((type) => !type.startsWith('step-')),
  }
}

function started(
  fake: FakeTarget,
  host: Host,
  { change, covered }: Changes,
  signal: AbortSignal,
): Promise<RunningTarget> {
  let marks = 0
  return fake.start({
    host,
    run: 'run-1',
    root: '/app',
    logsDir: `${RECORD}/logs`,
    stateDir: '/tmp/firedrill-run-1',
    signal,
    change,
    covered,
    nextMark: () => `run-1/${++marks}`,
    progress: () => undefined,
    observed: () => undefined,
  })
}

export const hold = (durationMs: number): Step => ({ kind: 'hold', durationMs, place: PLACE })

export function killStep(victim: InstanceRef): FaultStep {
  return { kind: 'fault', fault: 'kill', victim, args: {}, place: PLACE }
}

/** Down, paused or ready, by name. */
export async function statesOf({ target }: Pick<Rig, 'target'>): Promise<Record<string, string>> {
  const instances = await target.instances()
  const state = (up: boolean, ready: boolean): string => (up ? (ready ? 'ready' : 'not ready') : 'down')
  return Object.fromEntries(
    instances.map(({ name, identity, ready }) => [name, state(identity !== null, ready)]),
  )
}
