/** What a drill is run on, as it is written. A target's options are checked by its own adapter. */
import type { Duration, Percentage } from '../units.ts'
import type { EnvRef } from './env.ts'
import type { LeaseOptions } from './lease.ts'
import type { Sabotage } from './sabotage.ts'

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

/** Where an instance says what it is: a path whose answer is a JSON object, the keys in it, headers of every answer. */
export type VersionOptions =
  | string
  | {
      path?: string
      keys?: { version?: string; digest?: string; instance?: string; bootId?: string; pid?: string }
      headers?: { release?: string; instance?: string; bootId?: string }
    }

/** Which key of a line of the access log holds what. */
export interface AccessLogFields {
  time?: string
  durationMs?: string
  status?: string
  instance?: string
  method?: string
  path?: string
  attempts?: string
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
  version?: VersionOptions
  /** A path that users use, for the prober; default `/`. */
  probePath?: string
  /** Where users come in; `built-in`: a small balancer of firedrill's own, for an app that has none. */
  edge?: EdgeOptions | 'built-in'
  services?: Record<string, ServiceOptions>
  /** Commands that are run once before the start, such as migrations. */
  prepare?: { run: Command; cwd?: string; env?: Variables; timeout?: Duration }[]
  release?: ReleaseOptions
  /** How releases are switched: your own commands, or a built-in strategy; default rolling where there is a release. */
  deploy?: DeployOptions
  /** Commands of a release that look at and move the schema; `{release}` is the release that is asked. */
  migrations?: MigrationOptions
  /** Variables that the app cannot start without; each is left out in turn by the drills that try it. */
  required?: string[]
  /** Values that are never shown and are searched for, beside those that `env(…)` stands for. */
  secrets?: Text[]
  /** The longest that the app itself takes to stop; the plan refuses a stop limit (`stopTimeout`) below it. */
  drainTime?: Duration
  /** A path that makes an instance crash on a POST, for drills that let it; only where the app has one. */
  crash?: string
  /** For negative controls alone; docs/prove.md says what each does. */
  sabotage?: Sabotage
}

export interface ReleaseOptions {
  /** Makes the directory `{release}` of version `{version}`. */
  build?: Command
  path: string
  /** N, and what is at hand beside it. */
  current: string
  previous?: string
  next?: string
  /** Run with an instance's environment before a release is shipped: exit code 0 when its configuration is complete. */
  check?: Command
}

export type DeployOptions =
  | { run: Command; rollback: Command; cwd?: string; env?: Variables; timeout?: Duration }
  | { strategy: 'rolling' | 'blue-green'; settle?: Duration }
  | { strategy: 'canary'; settle?: Duration; canary?: CanaryOptions }

export interface CanaryOptions {
  /** Of all requests; the control gets as many. Default 20 %. */
  share?: Percentage
  warmUp?: Duration
  interval?: Duration
  /** On each side, at least 10. */
  intervals?: number
  /** Default 1.25. */
  latencyRatio?: number
  /** Default 1 %. */
  errorMargin?: Percentage
  hardErrors?: Percentage
  hardP95?: Duration
  minRequests?: number
}

export interface MigrationOptions {
  /** Prints `{"pending": [{"name": …, "destructive": false}], "applied": [names]}`, or one pending name a line. */
  status: Command
  up: Command
  down?: Command
  cwd?: string
  env?: Variables
  timeout?: Duration
}

export interface EdgeOptions extends ProcessTimes {
  /** Tells the edge where to send requests: `{upstreams}` is `web-1=http://127.0.0.1:3001*1,web-2=…*0`. */
  route?: Command
  run?: Command
  cwd?: string
  env?: Variables
  port?: Port
  url?: Text
  ready?: string
  accessLog?: {
    file: string
    fields?: AccessLogFields
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

/** An app under Docker Compose. What its files say is read from them: images, grace periods, restart policy, ports. */
export interface ComposeOptions {
  /** Relative to the project's root; default `compose.yml`. */
  files?: string[]
  profiles?: string[]
  /** Values for the variables of the Compose files. */
  env?: Variables
  /** Names of variables handed on to `docker compose` from firedrill's own environment, beside the usual ones. */
  inheritEnv?: string[]
  /** The services that are the app's instances; or one that is scaled to so many, called `web-1`, `web-2` and so on. */
  instances: string[] | { service: string; count: number }
  /** On which each listens, inside its container; default 3000. */
  port?: number
  edge: {
    service: string
    /** Inside its container. */
    port: number
    ready?: string
    /** Lines of its standard output that are JSON objects are its access log. */
    accessLog?: { fields?: AccessLogFields }
    /** Tells the edge where to send requests: `{weights}` becomes arguments such as `web-1=100 web-2=0`. */
    route?: Command
  }
  /** Of the Toxiproxy by which a drill disturbs links; else TOXIPROXY_IMAGE of the environment, else 2.5.0. */
  linkImage?: string
  lease?: LeaseOptions
  /** What the app depends on: services, and where each listens inside its container. */
  services?: Record<string, { port: number }>
  /** Run once before the instances start, such as `docker compose run --rm migrate`. */
  prepare?: { run: Command; env?: Variables; timeout?: Duration }[]
  health?: string
  ready?: string
  version?: VersionOptions
  probePath?: string
  readyTimeout?: Duration
  /** `variable`: the one of the Compose files that holds the tag. `image`: such as `shop:{version}`. */
  release?: {
    variable: string
    image: string
    build?: Command
    current: string
    previous?: string
    next?: string
    /**
     * For known-bad releases that are made of good ones. `node`: an image with Node 24 or newer, default
     * `node:24-bookworm-slim`. `portVariable`: by which the app is told its port, default `PORT`.
     */
    broken?: { node?: string; portVariable?: string }
  }
  deploy?: DeployOptions
  migrations?: MigrationOptions
  required?: string[]
  secrets?: Text[]
  drainTime?: Duration
  crash?: string
  /** For negative controls alone; docs/prove.md says what each does. */
  sabotage?: Sabotage
}

/** A Compose project that runs already, such as staging. All is read from its engine: Compose files are not needed. */
export interface ExistingComposeOptions
  extends Omit<
    ComposeOptions,
    'files' | 'profiles' | 'edge' | 'prepare' | 'release' | 'deploy' | 'required' | 'port'
  > {
  manage: 'existing'
  /** The project's name, as Compose labels its containers; it has to be typed before anything is done. */
  project: string
  /** Which engine: a docker context, or an address such as `tcp://10.0.0.5:2376`; else as the docker command decides. */
  context?: string
  host?: string
  /** On which an instance listens, inside its container; default 3000. It is asked where that is published. */
  port?: number
  edge: Omit<ComposeOptions['edge'], 'route'> & {
    /** Where users come in; default: where the port is published. */
    url?: string
  }
  /** `image`: such as `shop:{version}`. `variable`: what tells your command the version, beside `{version}`. */
  release?: { variable?: string; image: string; current: string; previous?: string; next?: string }
  /** Your own commands alone: nothing is brought up from files of this checkout. */
  deploy?: Extract<DeployOptions, { run: Command }>
}

/** An app under Docker Compose: in a project of the run's own, removed at the end; or one that runs already. */
export function compose(options: ComposeOptions | ExistingComposeOptions): TargetConfig {
  return { kind: 'compose', options: { ...options } }
}
