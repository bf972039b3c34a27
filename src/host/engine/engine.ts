/**
 * A container engine, as much of Docker's API as firedrill uses. Times are the engine's own wall clock, in ms. Every
 * call has a deadline; each rejects with `engine-unreachable` where no engine answers in time, and with
 * `engine-refused` where it answers that it would or could not (a container that is not there among them, unless it
 * says otherwise here). Whoever implements it passes `test/host/conformance/engine.ts`.
 */
import type { ProcessIdentity } from '../host.ts'
import type { Following, OnGap } from './following.ts'
import type { HealthCheck } from './health-check.ts'
import type { NewContainer } from './new-container.ts'

export interface Engines {
  /** Connects to nothing yet. `timeoutMs`: of each call, beside the time that the call itself was given; 20 s. */
  open(endpoint: Endpoint, options?: { timeoutMs?: number }): Engine
}

/** Where an engine listens: plain data without secrets, so that an undo can carry it. */
export interface Endpoint {
  /** `unix:///var/run/docker.sock`, `tcp://127.0.0.1:2375`. */
  url: string
  /** The directory of `ca.pem`, `cert.pem` and `key.pem`; null: it is spoken to in the clear. */
  tls: { dir: string; verify: boolean } | null
}

export interface Engine {
  readonly endpoint: Endpoint
  about(): Promise<EngineAbout>
  /** All that carry every one of these labels, whatever their state. Refuses to be asked without a label. */
  containers(labels: WantedLabels): Promise<Container[]>
  /** Null when there is none of that id or name. */
  container(id: string): Promise<Container | null>
  /** Not started; its id. Pulls nothing. Rejects with `engine-refused` without the image, or what it is to mount. */
  create(wanted: NewContainer): Promise<string>
  /** Its main process, where that runs on this machine: not the pid of another one's, or of a virtual machine's. */
  mainProcess(id: string): Promise<ProcessIdentity | null>
  /** False when it does not run, or is not there. To the engine SIGKILL is a stop by hand: no restart policy acts. */
  signal(id: string, signal: NodeJS.Signals): Promise<boolean>
  /** Its own stop signal, SIGKILL after the grace (in whole seconds, rounded up). Resolves when it has ended. */
  stop(id: string, graceMs: number): Promise<void>
  /** No error when it runs. */
  start(id: string): Promise<void>
  /** No error when it is paused. */
  pause(id: string): Promise<void>
  /** No error when it is not paused. */
  unpause(id: string): Promise<void>
  /** With its anonymous volumes, whatever its state. Resolves when it is gone. No error when it is not there. */
  remove(id: string): Promise<void>
  /**
   * Runs a command in it, as its user; never through a shell. Rejects with `tool-missing` when it has no such program.
   * No engine can end a command: past its time it is left alone, and runs on.
   */
  exec(id: string, argv: readonly string[], options: { timeoutMs: number }): Promise<Executed>
  /** The limits from now on; 0: none (all the engine's cores, where the container was made with a limit). What is so already is left alone. */
  limit(id: string, limits: Limits): Promise<void>
  /**
   * What to ask the engine for so that these are in force, in its own words, of CPU and of memory: for whoever has to
   * ask for it later, where it is otherwise then. Changes nothing.
   */
  limitRequest(id: string, limits: Limits): Promise<readonly Readonly<Record<string, number>>[]>
  /** CPU time used since its latest start, ms; 0 when it does not run. */
  cpuMs(id: string): Promise<number>
  /** By its control group. Rejects with `engine-refused` when it does not run. */
  usage(id: string): Promise<Usage>
  /** Bytes that came to it by its networks since its latest start; 0 when it does not run. */
  receivedBytes(id: string): Promise<number>
  /** By id or name. No error when it is not connected. A published port that the engine chose may change by it. */
  disconnect(id: string, network: string): Promise<void>
  /** No error when it is connected, however it is. */
  connect(id: string, network: string, as: Joining): Promise<void>
  networks(labels: WantedLabels): Promise<Named[]>
  /** No error when it is not there; neither for the two below. */
  removeNetwork(id: string): Promise<void>
  volumes(labels: WantedLabels): Promise<Named[]>
  removeVolume(id: string): Promise<void>
  images(labels: WantedLabels): Promise<Named[]>
  /** With all its names. */
  removeImage(id: string): Promise<void>
  /** Null when it is not there. */
  image(name: string): Promise<Image | null>
  /** Does the registry of its name have it, by the engine's own asking? False where that cannot be known in 5 s. */
  canPull(name: string): Promise<boolean>
  /** The engine fetches it from the registry of its name, for five minutes at most; `engine-refused` where it cannot. */
  pull(name: string): Promise<void>
  /**
   * What it wrote from this time on (0: from its beginning), and writes, line by line, over all its starts, until it is
   * removed. A stop tells first what was written before it. Once begun, it is followed again whenever it breaks off;
   * what was written in the gap is told then, and nothing twice.
   */
  followLog(id: string, sinceMs: number, onLine: (line: LogLine) => void, onGap?: OnGap): Promise<Following>
  /**
   * What happens to containers with these labels from now on. Resolves once the engine listens. Followed again like a
   * log, with what the engine still knows of the gap: Docker's last 256 events, and none from before it was restarted.
   */
  follow(labels: Labels, onEvent: (event: EngineEvent) => void, onGap?: OnGap): Promise<Following>
}

export type Labels = Readonly<Record<string, string>>
/** Null: whatever its value. */
export type WantedLabels = Readonly<Record<string, string | null>>

export interface EngineAbout {
  version: string
  apiVersion: string
  /** Where it keeps its data, in its own file system. */
  dataRoot: string
  cpus: number
  memoryBytes: number
  /** How far its wall clock is ahead of this machine's, and by how much that may be wrong. */
  clock: { offsetMs: number; errorMs: number }
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
  /** Of the latest end; null before the first. */
  finishedMs: number | null
  /** Of the latest end; null while it runs: an engine forgets it at the next start. */
  exitCode: number | null
  oomKilled: boolean
  /** How often its restart policy has started it again. */
  restarts: number
  /** By what it is started again: `no`, `always`, `unless-stopped`, `on-failure`. */
  restartPolicy: string
  /** How long it is given to end after its stop signal, by what it was made with, ms; null: the engine's 10 s. */
  stopGraceMs: number | null
  /** By its health check; null: it has none. */
  health: 'starting' | 'healthy' | 'unhealthy' | null
  /** What that check runs in it; null: it has none. */
  healthCheck: HealthCheck | null
  /** By the network's name. */
  networks: Readonly<Record<string, Attachment>>
  /** `8080/tcp` → where the host listens for it. */
  published: Readonly<Record<string, readonly Published[]>>
  limits: Limits
  /** File systems in memory that it was made with, by where they are mounted: their size in bytes; 0: no bound of its own. */
  tmpfs: Readonly<Record<string, number>>
}

/** What else was given for a place on a network, by the engine's own names: `IPAMConfig`, `DriverOpts`, `GwPriority`. Plain data. */
export type FurtherSettings = {
  [setting: string]: string | number | { [name: string]: string | string[] }
}

/** How a container is on a network. */
export interface Joining {
  /** What the others there call it, as it was given. */
  aliases: readonly string[]
  /** Whom it calls how, before what the others are called: `<container>:<name>`. */
  links: readonly string[]
  /** IPv4, where it was given one; null: the engine chooses. */
  fixedAddress: string | null
  /** Left out where nothing else was given. */
  further?: FurtherSettings
}

export interface Attachment extends Joining {
  /** Empty while it does not run. */
  address: string
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

export interface Usage {
  /** Without what the kernel gives up when asked (files kept at hand); null: the engine does not tell. */
  memoryBytes: number | null
  /** In force in the kernel; 0: none; null: the engine does not tell. */
  memoryLimitBytes: number | null
  /** How long it wanted CPU and did not get it for its limit, since its latest start; null: the engine does not tell. */
  throttledMs: number | null
}

export interface Executed {
  /** Null when it took too long. */
  exitCode: number | null
  stdout: string
  stderr: string
  timedOut: boolean
}

export interface Named {
  id: string
  name: string
  labels: Labels
}

export interface Image {
  id: string
  /** Of the registry it came from; empty for one that was built here. */
  digests: readonly string[]
  labels: Labels
  /** What a container of it runs: both, one after the other. */
  entrypoint: readonly string[]
  command: readonly string[]
  /** Names of the variables that it gives. */
  variables: readonly string[]
}

export interface LogLine {
  atMs: number
  stream: 'stdout' | 'stderr'
  text: string
}

/** What is told of a container's life; what is run in it (health checks among that) is not. */
export type EngineAction =
  | 'create'
  | 'start'
  | 'kill'
  | 'oom'
  | 'die'
  | 'stop'
  | 'pause'
  | 'unpause'
  | 'health_status'
  | 'destroy'

export interface EngineEvent {
  atMs: number
  action: EngineAction
  /** Its id. */
  container: string
  name: string
  labels: Labels
  /** Of `die`. */
  exitCode: number | null
  /** Of `kill`: `SIGTERM`. */
  signal: string | null
  /** Of `health_status`: `healthy`, `unhealthy`. */
  health: string | null
}
