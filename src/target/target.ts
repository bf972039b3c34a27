/**
 * The contract of everything that a drill can be run on. A target starts an app of several instances behind an edge,
 * and offers narrow capabilities; faults and steps name those that they need and know nothing else of it.
 */
import type { Host, ProcessIdentity } from '../host/host.ts'
import type { UndoSpec } from '../undo/undo.ts'

export type CapabilityName = 'lifecycle' | 'suspend' | 'traffic' | 'logs'

export interface Target {
  readonly kind: string
  readonly capabilities: readonly CapabilityName[]
  /** Known beforehand, so that a plan can name windows and a drill can name instances. */
  readonly instanceNames: readonly string[]
  /** What is locked so that two runs do not share it: engine and project, or host and edge; null: nothing is shared. */
  readonly lockIdentity: string | null
  /** Values that were inferred rather than configured, each with its source; for `doctor --explain`. */
  explain(): Promise<InferredValue[]>
  /** Reads only: reasons why it could not be started here (a missing tool, a port in use). */
  check(host: Host): Promise<Refusal[]>
  /** Starts everything and resolves once every instance and the edge are ready. */
  start(context: TargetContext): Promise<RunningTarget>
}

export interface InferredValue {
  name: string
  value: string
  source: string
}

export interface Refusal {
  code: 'plan-refused' | 'tool-missing' | 'port-in-use' | 'capability-missing' | 'load-unknown'
  reason: string
  hint: string
}

/** What the run gives to a target. Every change to the world goes through `change`. */
export interface TargetContext {
  host: Host
  run: string
  /** The project's root, absolute. */
  root: string
  /** For logs that stay in the run record, absolute. */
  logsDir: string
  /** For everything else; removed at the end, absolute. */
  stateDir: string
  signal: AbortSignal
  change: Change
  /** The next mark for a spawn of this run: `<run>/<n>`. */
  nextMark(): string
  /** One line for a person who waits. */
  progress(text: string): void
}

/** Journals the intent with its undo, syncs it to disk, acts, journals that it is done. The only way to change anything. */
export type Change = <T>(intent: ChangeIntent, act: () => Promise<T>) => Promise<T>

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
  readonly traffic?: Traffic
  /** Named probes of the configuration run against these: `{edge}` and the like. */
  readonly variables: Readonly<Record<string, string>>
  /** Stops everything gracefully, instances in parallel. What it could not stop, the undo stack ends. */
  stop(): Promise<void>
  /** CPU ms so far of all that belongs to the app and its edge, the harness and the load left out. */
  cpuMs(): Promise<number>
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
  /** Its own address, past the edge. */
  url: string
  /** Changes when it is no longer the same one; null when it is down. */
  identity: InstanceIdentity | null
  /** What it says it runs, and how that is known (`header`, `version endpoint`, `pointer`); null when it does not answer. */
  release: { version: string; digest: string | null; source: string } | null
  /** By its own readiness endpoint. */
  ready: boolean
}

export interface InstanceIdentity {
  /** The process that serves (behind a wrapper it is not the spawned one), where known. */
  process: ProcessIdentity | null
  /** By its version endpoint or header, where it tells. */
  bootId: string | null
  /** The mark of everything that belongs to it. */
  mark: string | null
}

export interface Lifecycle {
  /** The undo that must be on disk before `kill`. */
  killUndo(instance: Instance): UndoSpec
  /** SIGKILL to everything of the instance; it stays down until `start`. Returns the moment just before (mono ms). */
  kill(instance: Instance): Promise<{ atMs: number; command: CommandLine }>
  /** Starts an instance that is down and waits until it is ready. Journals by itself through `change`. */
  start(name: string): Promise<void>
}

export interface Suspend {
  pauseUndo(instance: Instance): UndoSpec
  pause(instance: Instance): Promise<{ atMs: number; command: CommandLine }>
  resume(instance: Instance): Promise<void>
  /** Is everything of the instance stopped, seen now? False when it is down. */
  isPaused(instance: Instance): Promise<boolean>
}

/** The edge's access log as a second stream of samples. */
export interface Traffic {
  /** The file in the run record that it is written to, and how its lines are read. */
  readonly source: { file: string; format: TrafficFormat }
}

/**
 * `json-lines`: one object a line. Each field of `fields` names the key that holds it.
 * `time` is the request's start in ms or ISO wall time; `durationMs` a number.
 */
export interface TrafficFormat {
  kind: 'json-lines'
  fields: {
    time: string
    durationMs: string
    status: string
    instance: string
    method: string
    path: string
    attempts?: string
  }
}
