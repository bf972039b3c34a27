/**
 * A container engine, as much of Docker's API as firedrill uses. Times are the engine's own wall clock, in ms. Whoever
 * implements it passes `test/host/conformance/engine.ts`.
 */
export interface Engines {
  /** `unix:///var/run/docker.sock`, `tcp://127.0.0.1:2375`. Connects to nothing yet. */
  open(endpoint: string): Engine
}

export interface Engine {
  readonly endpoint: string
  /** Throws `engine-unreachable`; every other call does so too. */
  about(): Promise<EngineAbout>
  /** All that carry every one of these labels, whatever their state. */
  containers(labels: Labels): Promise<Container[]>
  /** Null when there is none of that id or name. */
  container(id: string): Promise<Container | null>
  /** False when it does not run, or is not there. To the engine this is a stop by hand: no restart policy acts on it. */
  signal(id: string, signal: NodeJS.Signals): Promise<boolean>
  /** Its own stop signal, then SIGKILL after the grace. Resolves when it has ended. */
  stop(id: string, graceMs: number): Promise<void>
  start(id: string): Promise<void>
  pause(id: string): Promise<void>
  /** No error when it is not paused. */
  unpause(id: string): Promise<void>
  /** With its anonymous volumes, whatever its state. No error when it is not there. */
  remove(id: string): Promise<void>
  /** Runs a command in it, as its user; never through a shell. Rejects with `tool-missing` when it has no such program. */
  exec(id: string, argv: readonly string[], options: { timeoutMs: number }): Promise<Executed>
  /** The limits from now on; 0: none. */
  limit(id: string, limits: Limits): Promise<void>
  disconnect(id: string, network: string): Promise<void>
  connect(id: string, network: string, aliases: readonly string[]): Promise<void>
  networks(labels: Labels): Promise<Named[]>
  removeNetwork(id: string): Promise<void>
  volumes(labels: Labels): Promise<Named[]>
  removeVolume(id: string): Promise<void>
  /** Null when it is not there. */
  image(name: string): Promise<Image | null>
  /** CPU time used so far by a container that runs, ms; 0 for one that does not. */
  cpuMs(id: string): Promise<number>
  /** What it writes from this time on, line by line, until it ends or is stopped following. */
  followLog(id: string, sinceMs: number, onLine: (line: LogLine) => void): Following
  /** What happens to containers with these labels from now on. Resolves once the engine listens. */
  follow(labels: Labels, onEvent: (event: EngineEvent) => void): Promise<Following>
}

export type Labels = Readonly<Record<string, string>>

export interface EngineAbout {
  version: string
  apiVersion: string
  /** Bytes free where the engine keeps its data; null where that cannot be seen from here. */
  dataRoot: string
  cpus: number
  memoryBytes: number
}

export interface Container {
  /** Whole: 64 hex digits. */
  id: string
  name: string
  image: { name: string; id: string }
  labels: Labels
  state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'
  /** In the engine's own pid namespace; null when it does not run. */
  pid: number | null
  /** Of the latest start; null before the first. */
  startedMs: number | null
  finishedMs: number | null
  /** Of the latest end; null before the first. */
  exitCode: number | null
  oomKilled: boolean
  /** How often its restart policy has started it again. */
  restarts: number
  /** By its health check; null: it has none. */
  health: 'starting' | 'healthy' | 'unhealthy' | null
  /** By the network's name. */
  networks: Readonly<Record<string, Attachment>>
  /** `8080/tcp` → where the host listens for it. */
  published: Readonly<Record<string, Published[]>>
  limits: Limits
}

export interface Attachment {
  /** Empty while it does not run. */
  address: string
  aliases: readonly string[]
}

export interface Published {
  host: string
  port: number
}

export interface Limits {
  /** Of cores; 0: no limit. */
  cpus: number
  memoryBytes: number
}

export interface Executed {
  exitCode: number
  stdout: string
  stderr: string
  timedOut: boolean
}

export interface Named {
  id: string
  name: string
}

export interface Image {
  id: string
  /** Of the registry it came from; empty for one that was built here. */
  digests: readonly string[]
  labels: Labels
}

export interface LogLine {
  atMs: number
  stream: 'stdout' | 'stderr'
  text: string
}

export interface EngineEvent {
  atMs: number
  /** `start`, `die`, `kill`, `oom`, `pause`, `unpause`, `health_status`, … */
  action: string
  container: string
  name: string
  labels: Labels
  /** Of `die`. */
  exitCode: number | null
  /** Of `kill`. */
  signal: string | null
  /** Of `health_status`: `healthy`, `unhealthy`. */
  health: string | null
}

export interface Following {
  /** Resolves with why it ended: null when it was stopped. */
  readonly ended: Promise<Error | null>
  stop(): Promise<void>
}
