/** What a drill is run on, as it is written. A target's options are checked by its own adapter. */
import type { Duration } from '../units.ts'
import type { EnvRef } from './env.ts'

export interface TargetConfig {
  /** `processes`, …: which adapter. */
  kind: string
  options: Readonly<Record<string, unknown>>
}

type Text = string | EnvRef
/** Split into arguments, never given to a shell; may hold templates such as `{port}`, `{n}`, `{root}`. */
type Command = string | string[]
type Variables = Record<string, Text>
/** Chosen free and handed over in this variable, or fixed. */
type Port = { env: string } | number
type StopSignal = 'SIGTERM' | 'SIGINT' | 'SIGQUIT' | 'SIGHUP' | 'SIGUSR1' | 'SIGUSR2'

interface ProcessTimes {
  readyTimeout?: Duration
  stopTimeout?: Duration
  stopSignal?: StopSignal
}

/** An app of plain processes on this machine, in any language. */
export interface ProcessesOptions extends ProcessTimes {
  /** How many; with `ports`, as many as there are ports. */
  instances?: number
  /** A template; default `web-{n}`. */
  name?: string
  run: Command
  cwd?: string
  env?: Variables
  /** Names of variables handed on from firedrill's own environment. */
  inheritEnv?: string[]
  port?: { env: string }
  /** Fixed ports, one for each instance. */
  ports?: number[]
  /** Paths of each instance; `ready` is `/ready` by default. */
  health?: string
  ready?: string
  version?:
    | string
    | {
        path?: string
        keys?: { version?: string; digest?: string; instance?: string; bootId?: string; pid?: string }
        headers?: { release?: string; instance?: string; bootId?: string }
      }
  /** A path that users use, for the prober; default `/`. */
  probePath?: string
  /** Where users come in. */
  edge?: EdgeOptions
  services?: Record<string, ServiceOptions>
  /** Commands that are run once before the start, such as migrations. */
  prepare?: { run: Command; cwd?: string; env?: Variables; timeout?: Duration }[]
  release?: { build?: Command; path: string; current: string; previous?: string }
  /** For negative controls alone: faults that only pretend. */
  sabotage?: 'noop-fault'
}

export interface EdgeOptions extends ProcessTimes {
  run?: Command
  cwd?: string
  env?: Variables
  port?: Port
  url?: Text
  ready?: string
  accessLog?: {
    file: string
    fields?: {
      time?: string
      durationMs?: string
      status?: string
      instance?: string
      method?: string
      path?: string
      attempts?: string
    }
  }
}

export interface ServiceOptions extends ProcessTimes {
  /** Already there, at this address; never started or stopped. */
  external?: Text
  run?: Command
  cwd?: string
  env?: Variables
  port?: Port
  url?: Text
  ready?: { tcp: true } | { http: string } | { command: string[] }
}

/** An app of plain processes, started and stopped by firedrill. */
export function processes(options: ProcessesOptions): TargetConfig {
  return { kind: 'processes', options: { ...options } }
}
