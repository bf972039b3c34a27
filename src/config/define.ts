/** The configuration as a user writes it in `firedrill.config.ts`. Everything but `loads` has a default. */
import type { CustomIndicator } from '../drill/custom.ts'
import type { GuardInput, StopUrl } from '../drill/guards/guard.ts'
import type { JsonObject } from '../drill/model.ts'
import type { Duration, Rate } from '../units.ts'
import type { EnvRef } from './env.ts'
import type { TargetConfig } from './targets.ts'

export type { CustomIndicator }

/** A user's own act or its undo: plain arguments in; it throws when it could not be done. */
export type ActHandler = (args: JsonObject) => unknown

export interface ConfigInput {
  /** k6 scripts by the names that drills use; relative to this file. */
  loads: Record<string, string | LoadInput>
  /** What drills are run on, unless `--target` or `--env` says otherwise. */
  target?: TargetConfig
  /** By name, for `--target <name>`. */
  targets?: Record<string, TargetConfig>
  /**
   * Names of `targets`, for whoever names none: the first that can be used on this machine and offers what the drill
   * needs. Where CI is set, the target must be named all the same.
   */
  prefer?: string[]
  /** What differs in an environment, for `--env <name>`. */
  environments?: Record<string, EnvironmentInput>
  /** Named series on the run's clock: `probeValue('queue', 0)`, `value('queue').below(10)`. */
  probes?: Record<string, ProbeInput>
  /** How to ask, after the load, what is stored of the writes that it marked; `writes()` and `jobs()` need it. */
  ledger?: LedgerInput
  prober?: ProberInput
  /** What `firedrill runbook` cannot learn from a rehearsal. */
  runbook?: RunbookInput
  /** Time under load before the first phase; not judged. Default 5s. */
  warmUp?: Duration
  /** What ends any drill at once, undoes it and gives `aborted`; beside those that a drill has itself. */
  guards?: ConfigGuard[]
  /**
   * Hosts that load, prober, probes and ledger may ask beside this machine's loopback: names, addresses, ranges
   * (`10.0.0.0/24`). k6 connects to nothing else.
   */
  allowedHosts?: string[]
  /** Where run records go; default `reports`. */
  reports?: string
  /** Where drills are; default `drills`. */
  drills?: string
  /** What must not be written, beside the values of `env()`: texts, in whatever encoding, and regular expressions. */
  redact?: (string | RegExp)[]
  /** For `act`, by name. `recover` loads them from here again. */
  handlers?: Record<string, ActHandler>
  /** For `custom`, by name. */
  indicators?: Record<string, CustomIndicator>
}

/** As in a drill; a URL may come from the environment. */
export type ConfigGuard =
  | GuardInput
  | (Omit<StopUrl, 'url'> & { name?: string; url: EnvRef; unseen?: 'stop' })

export interface LoadInput {
  script: string
  /** How long a request may take; the script gets it as `REQUEST_TIMEOUT_MS`. Default 2s. */
  requestTimeout?: Duration
  /** At most so many requests at once; default: rate × request timeout, at most 2,000. */
  vus?: number
  env?: Record<string, string | EnvRef>
  /** Further arguments for k6. */
  args?: string[]
  /** False: the script's own thresholds are left out. Default: each is a clause, over the whole of the load. */
  thresholds?: boolean
}

export interface RunbookInput {
  /** Whom to tell of a deploy and of a rollback, and where: one line each. Nothing secret. */
  tell?: string[]
  /** What builds a release, for targets that build none (`release.build`): shown, and said not to be rehearsed. */
  build?: string | string[]
}

/** The prober's cadence and patience; `path` stands in for the one that the target names. */
export interface ProberInput {
  /** Default 20ms. */
  interval?: Duration
  /** Default 2s. */
  timeout?: Duration
  path?: string
}

interface ProbeTimes {
  /** Default 1s. */
  every?: Duration
  /** Default 2s. */
  timeout?: Duration
}

/** Looked at again and again; `{edge}` and the target's other variables are put into the URL or the command. */
export type ProbeInput =
  | (ProbeTimes & {
      http: string | EnvRef
      /** The probe's value is then whether the answer has this status; without `json` and this, the status itself. */
      expectStatus?: number
      /** The probe's value is then this field of the JSON body: `jobs.waiting`, `items.0.id`. */
      json?: string
    })
  | (ProbeTimes & {
      /** Split into arguments, never given to a shell. Its value is what it prints; else whether it succeeds. */
      command: string | string[]
      /** Relative to this file; default: where this file is. */
      cwd?: string
      env?: Record<string, string | EnvRef>
    })

/**
 * A URL or a command that says what is stored, one JSON object a line: `{"key": "…"}` for each stored write, with
 * `"count"` where it is stored other than once, and `"jobs"`, how often its job was done, where it has one; and
 * `{"balance": "stock of 7", "expected": 3, "actual": 3}` for what is counted instead: how much the stored writes should
 * have booked, and how much was. Keys that the load did not mark are passed over.
 */
export type LedgerInput = {
  /** For one reading; default 30s. */
  timeout?: Duration
  /** So long what is not there yet, or still changes, is waited for after the load; default 30s. */
  settle?: Duration
} & (
  | { http: string | EnvRef }
  | { command: string | string[]; cwd?: string; env?: Record<string, string | EnvRef> }
)

export interface EnvironmentInput {
  /** Where either is given, there are no others in this environment. */
  target?: TargetConfig
  targets?: Record<string, TargetConfig>
  /** `maxRate`: no drill may drive more iterations a second here; a script's own scenarios of VUs need an `rps`. */
  load?: { maxRate?: Rate }
  /** Put over those of the same name. */
  loads?: Record<string, string | LoadInput>
  probes?: Record<string, ProbeInput>
  ledger?: LedgerInput
  prober?: ProberInput
  /** Instead of the configuration's. */
  runbook?: RunbookInput
  warmUp?: Duration
  /** Beside those of all environments. */
  guards?: ConfigGuard[]
  /** In place of those of all environments. */
  allowedHosts?: string[]
  /** Its name has to be typed, or given by `--confirm`, before a drill is run. So has one whose name begins with `prod`. */
  production?: boolean
}

/** Gives the configuration its type; it is checked when it is loaded. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config
}
