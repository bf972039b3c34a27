/**
 * The host: the only room that touches processes, files, sockets, clocks, signals and container engines. Everything
 * else is given a `Host` and can be run on the fakes beside it. What differs between Linux and macOS lies here alone.
 */
import type { Readable } from 'node:stream'
import type { Engines } from './engine/engine.ts'
import type { FirstByte } from './first-byte.ts'
import type { Knock } from './knock.ts'

export interface Host {
  readonly platform: 'linux' | 'darwin'
  /** The environment firedrill was started with; read-only. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isRoot: boolean
  readonly who: Who
  readonly clock: Clock
  readonly files: Files
  readonly processes: Processes
  readonly net: Net
  /** Container engines: none is spoken to before one is asked something. */
  readonly engines: Engines
  readonly machine: Machine
}

/** Who runs firedrill and where, as others know them: for whoever meets what a run holds. */
export interface Who {
  user: string
  /** The machine's name. */
  machine: string
}

export interface Machine {
  /** Counters since the machine's boot; null where the system does not tell them. Never rejects. */
  counters(): Promise<MachineCounters | null>
  about(): MachineAbout
  /** Where this process runs. Never rejects. */
  place(): Promise<Place>
}

/** Where a pid means what it means here; `host/place.ts` compares two. */
export interface Place {
  /** The machine's name, or the container's. */
  machine: string
  /** The machine's boot; null: not told. */
  boot: string | null
  /** The PID namespace; null: there are none, or it is not told. */
  pids: string | null
}

/** What a machine is, so that two can be told apart; nothing that names it. */
export interface MachineAbout {
  cores: number
  /** Empty: not told. */
  cpu: string
  memoryBytes: number
  /** `Linux 6.1.0-13-amd64`. */
  system: string
}

export interface MachineCounters {
  /** The time of all cores together, and what of it the hypervisor gave to others. */
  allMs: number
  stolenMs: number
  /** For so long something that could run had no core (pressure stall); null: not told. */
  waitingMs: number | null
  /** How many run, or could, at this moment; null: not told. */
  runnable: number | null
}

export interface Clock {
  /** Milliseconds of the machine's monotonic clock: the same in every process of this machine, µs resolution. */
  monoMs(): number
  /** Milliseconds since 1970, µs resolution where the system has it. */
  wallMs(): number
  /** Resolves after `ms`; rejects with the signal's reason once it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** What tells one process from another that got the same pid later. `startTime` is opaque, equal iff the same. */
export interface ProcessIdentity {
  pid: number
  startTime: string
}

export interface SpawnSpec {
  argv: readonly string[]
  cwd: string
  /** The whole environment of the child, except for `FIREDRILL_RUN`, which is set to `mark`. */
  env: Readonly<Record<string, string | undefined>>
  /** `<run>/<n>`: everything that carries it in its environment, or descends from it, belongs to this spawn. */
  mark: string
  /** Files that stdout and stderr are appended to, by the system itself; `pipe` gives a stream instead. */
  stdout: { file: string } | 'pipe' | 'ignore'
  stderr: { file: string } | 'pipe' | 'ignore'
  stdin?: 'pipe' | 'ignore'
}

export interface Child {
  readonly identity: ProcessIdentity
  readonly stdout: Readable | null
  readonly stderr: Readable | null
  readonly stdin: NodeJS.WritableStream | null
  /** Resolves when the spawned process itself has ended (its descendants may live on). Never rejects. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

export interface Processes {
  /** Starts a program in a session of its own; never through a shell. Rejects with `start-failed` or `tool-missing`. */
  spawn(spec: SpawnSpec): Promise<Child>
  /** Starts one without a mark that outlives this process; stdin is a pipe. `held`: a file it has open, `/dev/fd/3`. */
  spawnDetached(
    argv: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
    log: string,
    held?: string,
  ): Promise<Child>
  /** Everything alive that carries the mark, or is in a session of, or descends from, a process that does. */
  marked(mark: string): Promise<ProcessIdentity[]>
  /** The process as it is now, or null. */
  identity(pid: number): Promise<ProcessIdentity | null>
  /** Is just this process alive (a zombie is not)? */
  alive(process: ProcessIdentity): Promise<boolean>
  /** Stopped by SIGSTOP? */
  stopped(process: ProcessIdentity): Promise<boolean>
  /** Signals the one process if it is still the same; false if it is gone. */
  signal(process: ProcessIdentity, signal: NodeJS.Signals): Promise<boolean>
  /** CPU time used so far (user + system, ms) by everything that carries the mark. */
  cpuMs(mark: string): Promise<number>
  /** Runs a command to its end, never through a shell. Does not reject on a non-zero exit. */
  run(argv: readonly string[], options: RunOptions): Promise<Finished>
}

export interface RunOptions {
  cwd: string
  env?: Readonly<Record<string, string | undefined>>
  /** What the command reads on its standard input; without it that is empty. */
  input?: string
  mark?: string
  timeoutMs?: number
  signal?: AbortSignal
  /** Also append all output to this file. */
  log?: string
  /** Told which process it is, once it has begun; not where it is gone by then. The end is not told before it. */
  started?: (process: ProcessIdentity) => Promise<void>
  /** Whoever calls it knows that it only tells something, and changes nothing: no intent is asked for. */
  readsOnly?: boolean
}

export interface Finished {
  exitCode: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  timedOut: boolean
}

export interface Files {
  read(path: string): Promise<string>
  readBytes(path: string): Promise<Uint8Array>
  /** Null when there is no such file. */
  readIfThere(path: string): Promise<string | null>
  /** What a growing file has from this byte on, at most 4 MiB of it, or `mostBytes` where that is less; nothing where it is not there, or shorter. */
  readFrom(path: string, offset: number, mostBytes?: number): Promise<Uint8Array>
  /** In bytes; 0 where it is not there. */
  size(path: string): Promise<number>
  /** Writes a draft beside it, syncs, renames: readers see the old content or the new, never half. */
  writeAtomic(path: string, content: string | Uint8Array): Promise<void>
  /** Fails (returns false) when the file exists already: O_EXCL. `maker`: whose draft a killed process leaves (`draft.ts`). */
  createExclusive(path: string, content: string, maker?: string): Promise<boolean>
  /** A file to append to; `sync` is fsync. */
  openAppend(path: string): Promise<AppendFile>
  /** Opens what is there: what is removed later can still be read by it. */
  openRead(path: string): Promise<ReadFile>
  makeDir(path: string, mode?: number): Promise<void>
  /** Removes the file or tree; no error when it is not there. */
  remove(path: string): Promise<void>
  exists(path: string): Promise<boolean>
  list(path: string): Promise<string[]>
  /** Points the symbolic link at `path` to `to`, atomically. */
  link(to: string, path: string): Promise<void>
  readLink(path: string): Promise<string | null>
  /** With every link followed; null where it leads to nothing, or round in a circle. */
  realPath(path: string): Promise<string | null>
  /** A new directory below the system's temporary one, entered by other users too (0711). */
  temporaryDir(prefix: string): Promise<string>
  /** What an ordinary user could still write to the file system that a path is on; null where it cannot be seen. */
  freeBytes(path: string): Promise<number | null>
  /** SHA-256 of a file, hex; of its first so many bytes, where that is given. */
  digest(path: string, firstBytes?: number): Promise<string>
}

export interface AppendFile {
  append(content: string | Uint8Array): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

export interface ReadFile {
  /** All that it holds at this moment. */
  read(): Promise<string>
  close(): Promise<void>
}

export interface HttpAnswer {
  /** Null when there was no answer. */
  status: number | null
  headers: Record<string, string>
  /** At most 64 KiB of it. */
  body: string
  /** `ECONNREFUSED`, `timeout`, …; null when there was an answer. */
  error: string | null
  startedMs: number
  endedMs: number
}

export interface Net {
  /** A GET (or other method) on a fresh connection that is closed after. Never rejects. */
  request(
    url: string,
    options: { timeoutMs: number; method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<HttpAnswer>
  /**
   * A GET whose body may be long: it is handed over as it comes, and only of an answer of 200 to 299; a redirect is an
   * answer, and is not followed. Resolves when it has ended. Rejects with what `onData` throws; an abort is an `error`, as is a body that breaks off.
   */
  download(
    url: string,
    options: { signal: AbortSignal; onData: (chunk: Uint8Array) => void },
  ): Promise<{ status: number | null; error: string | null }>
  /**
   * As a GET by `request`, cheaper, and stamped as the bytes arrive; without a body. For the prober. Names of `headers` are in
   * small letters. Never rejects.
   */
  probe(url: string, options: { timeoutMs: number; headers?: Record<string, string> }): Promise<HttpAnswer>
  /** Every address of a name, as this machine looks it up; none where it has none, or nobody knows. Never rejects. */
  addresses(name: string): Promise<string[]>
  /** What becomes of a TCP connection to it within the time. `host` may stand in brackets, as a URL writes IPv6. Never rejects. */
  knock(host: string, port: number, timeoutMs: number): Promise<Knock>
  /** Is it made? That it is not says little of the other end: see `knock`. */
  accepts(host: string, port: number, timeoutMs: number): Promise<boolean>
  /**
   * Connects, sends this (nothing, where it is empty), and waits for the first byte that comes back. Its time covers all of it. Never rejects.
   * `null`: it was refused, it broke off before a byte came, or nothing came in time; `error` says which.
   */
  firstByte(host: string, port: number, send: string, timeoutMs: number): Promise<FirstByte>
  /** A loopback port that was free a moment ago, different from all given out in this process before. */
  freePort(): Promise<number>
  isFree(port: number): Promise<boolean>
}
