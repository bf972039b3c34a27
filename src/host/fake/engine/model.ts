/** What a made-up engine is made of. */
import type { Container, EngineEvent, Image, Labels, Limits, LogLine, Named } from '../../engine/engine.ts'
import type { FakeProcess, FakeProgram } from '../process-table.ts'

/** How the main process of a made-up container behaves. */
export interface FakeContainerProgram extends FakeProgram {
  /** What can be run in it, by the first word of the command; anything else is missing. */
  commands?: Readonly<Record<string, FakeCommand>>
  /** What it writes to stdout when it ends by itself. */
  lastWords?: string
  /** Of a core, that it uses all the time. */
  cpuShare?: number
  /** Bytes that come to it by its networks, a ms. */
  receivesPerMs?: number
  /** Where it is limited to less, it is killed for it as soon as it takes that much. */
  memoryBytes?: number
  /** The signal on which it takes its memory; default: as it starts. */
  eatsOn?: NodeJS.Signals
  /** It cannot be started, and the engine says this. */
  unstartable?: string
}

export type FakeCommand = (argv: readonly string[]) => {
  exitCode: number
  stdout?: string
  stderr?: string
  afterMs?: number
}

export interface FakeContainerSpec {
  name: string
  image: string
  program: FakeContainerProgram
  labels?: Labels
  restart?: 'no' | 'always'
  stopGraceMs?: number
  /** By the network's name, with the aliases in it. */
  networks?: Readonly<Record<string, readonly string[]>>
  published?: Container['published']
  limits?: Limits
  tmpfs?: Container['tmpfs']
  /** It has a health check, whose result is set by `setHealth`. */
  checked?: boolean
  healthCheck?: Container['healthCheck']
  /** What it was told to run, as it was made through the engine. */
  command?: readonly string[]
}

export interface FakeContainer {
  spec: FakeContainerSpec
  seen: Container
  process: FakeProcess | null
  /** It was stopped or signalled since its latest start: no restart policy acts. */
  byHand: boolean
  /** CPU time since its latest start, and how much more it wanted, as of a time. */
  used: { ms: number; throttledMs: number; atMs: number }
  lines: LogLine[]
  followers: Set<Follower>
}

/** Of a container's log, or of what happens. */
export interface Follower {
  /** Tells what it has not told yet, unless it is broken off. */
  hear(): void
  breakOff(why: Error): void
  goOn(): void
  end(): void
}

export interface Kept extends Named {
  labels: Labels
}

export interface FakeStore {
  containers: Map<string, FakeContainer>
  networks: Map<string, Kept>
  volumes: Map<string, Kept>
  images: Map<string, Image & { name: string }>
  /** All that was ever told. */
  events: EngineEvent[]
  followers: Set<Follower>
  /** What it tells is heard. */
  tells: boolean
  /** Names of images that could be pulled. */
  registry: Set<string>
  /** What containers that are made through the engine run, by their image. */
  programs: Map<string, FakeContainerProgram>
  /** What the engine's machine has in its file system. */
  paths: Set<string>
  /** The next number of whatever is made. */
  next(): number
}

export function emptyStore(): FakeStore {
  let made = 0
  return {
    containers: new Map(),
    networks: new Map(),
    volumes: new Map(),
    images: new Map(),
    events: [],
    followers: new Set(),
    tells: true,
    registry: new Set(),
    programs: new Map(),
    paths: new Set(['/var/run/docker.sock']),
    next: () => ++made,
  }
}
