import type { BlastLimit } from '../../src/drill/blast-radius.ts'
import { recovered } from '../../src/drill/conditions.ts'
import { kill } from '../../src/drill/faults.ts'
import type { Guard } from '../../src/drill/guards/guard.ts'
import type { Step } from '../../src/drill/model.ts'
import { instance } from '../../src/drill/refs.ts'
import { hold, phase, until } from '../../src/drill/steps.ts'
import { faults } from '../../src/fault/map.ts'
import { type FakeHost, fakeHost } from '../../src/host/fake/host.ts'
import type { FakeProgram } from '../../src/host/fake/process-table.ts'
import type { Host } from '../../src/host/host.ts'
import type { EventBody, JournalEvent } from '../../src/journal/events.ts'
import { pendingUndos } from '../../src/journal/pending.ts'
import { readJournal } from '../../src/journal/reader.ts'
import { encodeRow } from '../../src/probe/wire.ts'
import { createInterruption, type Interruption } from '../../src/run/interruption.ts'
import { planDrill } from '../../src/run/plan.ts'
import type { RunOptions } from '../../src/run/run-options.ts'
import { createFakeTarget, type FakeTarget } from '../../src/target/fake.ts'
import { resolved } from '../drill/sample.ts'
import { type MadeLoad, type MadeLoadOptions, madeLoad } from './made-load.ts'

/** Far beyond any drill here: only `release` lets the watchdog wait for so long. */
const WATCHDOG_MS = 3_600_000

export interface RunRig {
  base: FakeHost
  host: Host
  fake: FakeTarget
  load: MadeLoad
  options: RunOptions
  interruption: Interruption
  /** Everything that was journaled, as its events came. */
  events: JournalEvent[]
  said<T extends EventBody['type']>(type: T): Extract<JournalEvent, { type: T }>[]
  /** What is still pending by the journal on disk, and what else of the run is left. */
  remains(directory: string): Promise<string[]>
}

export interface RunRigOptions {
  steps?: () => readonly Step[]
  load?: MadeLoadOptions
  programs?: Readonly<Record<string, FakeProgram>>
  /** Of the configuration. */
  guards?: readonly Guard[]
  /** What the command line agrees to; one unless given. */
  blastRadius?: BlastLimit
  with?: Partial<RunOptions>
}

export const KILL_NODE = (): Step[] => [
  phase('baseline', [hold('5s')]),
  phase('lost', [kill(instance()), until(recovered(), { within: '60s' }), hold('2s')]),
]

/** All that one run needs, in memory, with virtual time: a target of two, a made load, a prober that says its lines. */
export async function onRun({
  steps = KILL_NODE,
  load: made = {},
  programs = {},
  guards = [],
  blastRadius = 1,
  ...more
}: RunRigOptions = {}): Promise<RunRig> {
  const fake = createFakeTarget()
  const own = { exit: { afterMs: WATCHDOG_MS, code: 0 }, stdout: probeLines() }
  const base = fakeHost({ programs: { [process.execPath]: own, 'made-load': {}, ...programs } })
  const host: Host = { ...base, net: fake.net }
  const load = madeLoad(host, made)
  const events: JournalEvent[] = []
  const options: RunOptions = {
    host,
    root: '/app',
    reportsDir: '/app/reports',
    plan: await planOf(host, fake, steps, { guards, blastRadius }),
    target: fake,
    faults,
    handlers: {},
    load,
    loadSettings: { script: '/app/shop.ts', requestTimeoutMs: 2000, vus: null, env: {}, args: [] },
    prober: { intervalMs: 20, timeoutMs: 2000, path: null },
    namedProbes: {},
    ledger: null,
    allowedHosts: [],
    warmUpMs: 5000,
    about: ABOUT,
    configuration: { target: 'fake' },
    onEvent: (event) => events.push(event),
    onLive: () => undefined,
    ...more.with,
  }
  return {
    base,
    host,
    fake,
    load,
    options,
    interruption: createInterruption(),
    events,
    said: (type) => events.filter((event) => event.type === type) as never,
    remains: (directory) => remainsOf(host, base, directory),
  }
}

async function planOf(
  host: Host,
  target: FakeTarget,
  steps: () => readonly Step[],
  limits: { guards: readonly Guard[]; blastRadius: BlastLimit },
) {
  return planDrill(resolved(steps), {
    host,
    target,
    faults,
    loads: ['shop'],
    handlers: [],
    namedProbes: [],
    readsLedger: true,
    indicators: [],
    maxRate: null,
    probeIntervalMs: 20,
    warmUpMs: 5000,
    allowedHosts: [],
    reached: [],
    ...limits,
  })
}

async function remainsOf(host: Host, base: FakeHost, directory: string): Promise<string[]> {
  const { events } = readJournal(await host.files.read(`${directory}/journal.ndjson`), directory)
  const files = await host.files.list('/tmp')
  const locks = '/root/.local/state/firedrill'
  const held = (await host.files.exists(locks)) ? await host.files.list(locks) : []
  return [
    ...pendingUndos(events).map(({ what }) => `pending: ${what}`),
    ...base.processes.list().map(({ argv }) => `process: ${argv[0]}`),
    ...files.map((name) => `file: /tmp/${name}`),
    ...held.map((name) => `lock: ${name}`),
  ]
}

const ABOUT: RunOptions['about'] = {
  firedrill: '0.1.0',
  target: { name: 'fake', kind: 'fake', why: 'a test' },
  environment: null,
  strict: false,
  attempt: 1,
  versions: { firedrill: '0.1.0', node: '24', load: 'made 1.0', platform: 'linux x64' },
  commit: { hash: null, dirty: false },
  options: {},
}

/** What the prober's process says: good probes, one every 20 ms of the machine's clock, for a minute. */
function probeLines(): string {
  const rows = Array.from({ length: 3000 }, (_, k) => {
    const dueMs = 1000 + k * 20
    return { dueMs, startMs: dueMs, endMs: dueMs + 2, ok: true, status: 200, error: '' }
  })
  return rows.map((row) => encodeRow({ ...row, instance: 'web-1', release: '1.0.0' })).join('')
}
