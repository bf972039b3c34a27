/**
 * The contract of everything that a drill can be run on. A target starts an app of several instances behind an edge,
 * and offers narrow capabilities; faults and steps name those that they need and know nothing else of it.
 */
import type { Host, ProcessIdentity } from '../host/host.ts'
import type { UndoSpec } from '../undo/undo.ts'
import type {
  Crash,
  CrashWay,
  Disturbance,
  Lifecycle,
  Links,
  Logs,
  Migrations,
  Network,
  ServiceLoss,
  Services,
  Suspend,
  Traffic,
  Trial,
} from './capabilities.ts'
import type { Finding, InferredValue, Refusal, Touched, Usable } from './findings.ts'
import type { AskForLease } from './lease.ts'
import type { Observation } from './observations.ts'
import type { Deploy, Strategy } from './releases.ts'
import type { ResourceLimits, Resources } from './resources.ts'
import type { Storage } from './storage.ts'

export type * from './capabilities.ts'
export type * from './findings.ts'
export type * from './lease.ts'
export type * from './observations.ts'
export type * from './releases.ts'
export type * from './resources.ts'
export type * from './storage.ts'

export type CapabilityName =
  | 'lifecycle'
  | 'suspend'
  | 'network'
  | 'resources'
  | 'storage'
  | 'crash'
  | 'deploy'
  | 'migrations'
  | 'services'
  | 'links'
  | 'trial'
  | 'traffic'
  | 'logs'

export interface Target {
  readonly kind: string
  readonly capabilities: readonly CapabilityName[]
  /** Known beforehand, so that a plan can name windows and a drill can name instances. */
  readonly instanceNames: readonly string[]
  /**
   * What is locked so that two runs do not share it: engine and project, or host and edge; null: nothing is shared. A
   * function where it has to be asked for.
   */
  readonly lockIdentity: string | null | ((host: Host) => Promise<string>)
  /** Where users come in, where that is known before the start; absent: it is of the run's own, on loopback. */
  readonly edgeUrl?: string
  /** Reads only. What was there before the run and may be touched by it; absent: it works on what it starts itself. */
  readonly touches?: (host: Host) => Promise<Touched>
  /** How it switches releases; null: it cannot. Known before the start, so that a plan can refuse. */
  readonly strategy: Strategy | null
  /** Can its edge be told where to send requests (`Deploy.route`)? */
  readonly canRoute: boolean
  /** Its edge is firedrill's own, and not what users of the app meet; absent: it is the team's. */
  readonly edgeIsBuiltIn?: true
  /** What of the app's dependencies can be lost (`Services.names`). */
  readonly services: readonly string[]
  /** Services whose link to the instances can be disturbed (`Links`), where the start is told so. */
  readonly links: readonly string[]
  /** The configuration's versions of N and N+1; null: none is named. */
  readonly releases: { readonly current: string; readonly next: string | null } | null
  /** `Migrations.move` moves a schema that outlives the run, and nothing is configured that moves it back. */
  readonly noWayBack?: true
  /** Values that were inferred rather than configured, each with its source; for `doctor --explain`. */
  explain(host: Host): Promise<InferredValue[]>
  /** By what an instance can be made to crash (`Crash.ways`). */
  readonly crashWays: readonly CrashWay[]
  /**
   * Reads only: reasons why it could not be started here (a missing tool, a port in use), or why one of these versions
   * could not be shipped (it is not there, and nothing builds it).
   */
  check(host: Host, versions?: readonly string[]): Promise<Refusal[]>
  /** Reads only: what it needs of this machine, what is there of it, and what earlier runs left. For `doctor`. */
  examine(host: Host): Promise<Finding[]>
  /** Reads only: is what it cannot do without on this machine (an engine, images)? In few words, for whoever did not choose. */
  usable(host: Host): Promise<Usable>
  /**
   * What it will run for a step, in order, as a person would type it; what is known only later (a port, a pid) stands
   * as `<port of web-1>`. For the plan; starts nothing.
   */
  commands(step: PlannedStep): PlannedCommand[]
  /** Starts everything and resolves once every instance and the edge are ready. */
  start(context: TargetContext): Promise<RunningTarget>
}

/** A step that a target carries out, its releases as versions. */
export type PlannedStep =
  /** `links`: services whose link the drill disturbs. */
  | { kind: 'start-all'; links?: readonly string[] }
  | { kind: 'deploy' | 'rollback'; from: string; to: string }
  | { kind: 'migrate'; release: string; direction: 'up' | 'down' }
  | { kind: 'stop' | 'start' | 'kill' | 'pause'; name: string }
  | { kind: 'disconnect' | 'reconnect'; name: string }
  /** 0: left as it is. */
  | { kind: 'squeeze'; name: string; to: ResourceLimits }
  | { kind: 'release'; name: string; of: { cpus: boolean; memory: boolean } }
  | { kind: 'fill' | 'empty'; name: string; path: string }
  | { kind: 'crash'; name: string; by: CrashWay }
  | { kind: 'lose' | 'give-back'; service: string; as: ServiceLoss }
  | { kind: 'disturb'; service: string; how: Disturbance }
  | { kind: 'clear'; service: string }
  | { kind: 'boot'; release: string; set: Readonly<Record<string, string>>; without: readonly string[] }

export interface PlannedCommand {
  what: string
  command: CommandLine
}

/** What the run gives to a target. Every change to the world goes through `change`. */
export interface TargetContext {
  host: Host
  run: string
  /** The project's root, absolute. */
  root: string
  /** For logs that stay in the run record, absolute. */
  logsDir: string
  /** The run record's directory, for whoever finds what the run left; left out: the one that the logs lie in. */
  record?: string
  /** For everything else; removed at the end, absolute. */
  stateDir: string
  signal: AbortSignal
  /** Services whose link to the instances the drill disturbs; none unless given. */
  links?: readonly string[]
  change: Change
  covered: Covered
  /** To be asked before anything is done with an engine; absent where nobody renews a lease. */
  lease?: AskForLease
  /** The next mark for a spawn of this run: `<run>/<n>`. */
  nextMark(): string
  /** One line for a person who waits. */
  progress(text: string): void
  /** Something that was seen without being asked for, for the record. */
  observed(what: Observation): void
}

/** Journals the intent with its undo, syncs it to disk, acts, journals that it is done. The only way to change anything. */
export type Change = <T>(intent: ChangeIntent, act: () => Promise<T>) => Promise<T>

/**
 * An act that needs no intent of its own: the undo of one that is on disk, and pending, takes it back too (a heal, a
 * fault that goes on by further acts). Carried out again where somebody else undid everything meanwhile.
 */
export type Covered = <T>(undo: UndoSpec, act: () => Promise<T>) => Promise<T>

export interface ChangeIntent {
  /** What is about to be done: `start web-1`. */
  what: string
  undo: UndoSpec
  /** What a person would type to do the same. */
  command?: CommandLine
}

export interface CommandLine {
  argv: readonly string[]
  cwd: string
  /** What is added to the environment; secrets as `‹redacted›`. */
  env: Record<string, string>
}

export interface RunningTarget {
  /** Where users come in. */
  readonly edge: URL
  /** A path that users use, for the prober and nothing else. */
  readonly probePath: string
  /** Observed afresh each time, never remembered. */
  instances(): Promise<Instance[]>
  readonly lifecycle?: Lifecycle
  readonly suspend?: Suspend
  readonly network?: Network
  readonly resources?: Resources
  readonly storage?: Storage
  readonly crash?: Crash
  readonly deploy?: Deploy
  readonly migrations?: Migrations
  readonly services?: Services
  readonly links?: Links
  readonly trial?: Trial
  readonly traffic?: Traffic
  readonly logs?: Logs
  /** Paths that each instance answers on its own address; null: the app has none. */
  readonly paths: {
    health: string | null
    ready: string
    /** Headers of its answers that name the release and the process; `x-release` and `x-boot-id` unless given. */
    headers?: { release: string; bootId: string }
  }
  /** Named probes of the configuration run against these: `{edge}` and the like. */
  readonly variables: Readonly<Record<string, string>>
  /** Told when the steady state was seen and the first step is about to be taken; for what differs only from then on. */
  stepsBegin?(): Promise<void>
  /** Stops everything gracefully, instances in parallel. What it could not stop, the undo stack ends. */
  stop(): Promise<void>
  /** CPU ms so far of all that belongs to the app and its edge, the harness and the load left out. */
  cpuMs(): Promise<number>
  /** Names of instances that the drill or a rollout has asked to end, or holds down, at this moment. */
  endAsked(): readonly string[]
  /** What of the target ended so far that nobody asked to end, with how and its last lines; never throws. */
  unexpectedEnds(): UnexpectedEnd[]
}

export interface UnexpectedEnd {
  name: string
  atMs: number
  how: string
  lastLines: string[]
}

export interface Instance {
  name: string
  /** Its own address, past the edge; null: it has none that can be reached from here. */
  url: string | null
  /** Changes when it is no longer the same one; null when it is down. */
  identity: InstanceIdentity | null
  /** What it says it runs, and how that is known (`header`, `version endpoint`, `pointer`); null when it does not answer. */
  release: { version: string; digest: string | null; source: string } | null
  /** By its own readiness endpoint; where it has no address, by the engine's health check. */
  ready: boolean
}

export interface InstanceIdentity {
  /** The process that serves (behind a wrapper it is not the spawned one), where known. */
  process: ProcessIdentity | null
  /** By its version endpoint or header, where it tells. */
  bootId: string | null
  /** The mark of everything that belongs to it. */
  mark: string | null
  /** Where it is a container: the same one, started at the same time (the engine's clock). */
  container?: { id: string; startedMs: number }
}
