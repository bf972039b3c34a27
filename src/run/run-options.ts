import type { JsonObject } from '../drill/model.ts'
import type { Fault } from '../fault/fault.ts'
import type { Host } from '../host/host.ts'
import type { JournalEvent } from '../journal/events.ts'
import type { RunStarted } from '../journal/run-started.ts'
import type { LoadGenerator } from '../load/load.ts'
import type { NamedProbe } from '../probe/named.ts'
import type { Target } from '../target/target.ts'
import type { LedgerSettings } from './ledger.ts'
import type { Live } from './live.ts'
import type { Plan } from './plan.ts'
import type { ActHandler } from './stage.ts'

/** Everything that one run of a drill needs; the command line puts it together. */
export interface RunOptions {
  host: Host
  /** The project's root, absolute. */
  root: string
  /** Where run records go, absolute. */
  reportsDir: string
  plan: Plan
  target: Target
  faults: Readonly<Record<string, Fault>>
  handlers: Readonly<Record<string, ActHandler>>
  load: LoadGenerator
  loadSettings: LoadSettings
  prober: ProberSettings
  namedProbes: Readonly<Record<string, NamedProbe>>
  /** How to ask what is stored; null: the configuration does not say. */
  ledger: LedgerSettings | null
  /** Names, addresses and ranges that may be asked beside loopback. */
  allowedHosts: readonly string[]
  warmUpMs: number
  /** No keeper stands beside an engine of another machine, by the command line's word. */
  withoutLease?: boolean
  /** What is journaled about the run beside its own times. */
  about: Omit<RunStarted, 'type' | 'format' | 'run' | 'drill' | 'zeroMonoMs' | 'zeroWallMs' | 'pid' | 'seed'>
  /** The configuration as it was, secrets redacted; kept in the record. */
  configuration: JsonObject
  onEvent(event: JournalEvent): void
  /** Called once, when there are live numbers to look at. */
  onLive(live: Live): void
  /** Called once the drill has ended, well or not, before anything is stopped. */
  onDrillEnded?(): void
}

export interface LoadSettings {
  /** Absolute. */
  script: string
  requestTimeoutMs: number
  vus: number | null
  env: Readonly<Record<string, string>>
  args: readonly string[]
  /** False: the script's own thresholds are left out. */
  thresholds?: boolean
}

export interface ProberSettings {
  intervalMs: number
  timeoutMs: number
  /** Null: the target's probe path. */
  path: string | null
}
