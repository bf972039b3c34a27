/** What measuring gives: windows, and what was seen in them. Plain data, exact, no opinion. All times are run ms. */
import type { Objective } from '../drill/objective.ts'
import type { Disagreement } from './disagreement.ts'
import type { EngineSeen } from './engine-seen.ts'
import type { InstrumentHealth } from './instrument-health.ts'
import type { LedgerSeen } from './ledger/ledger.ts'

export interface Measurements {
  windows: Window[]
  /** One for each objective and each window that it is judged in, in the order of the drill. */
  indicators: Indication[]
  faults: FaultSeen[]
  conditions: ConditionSeen[]
  failures: FailuresByClass[]
  outages: Outage[]
  recovery: RecoverySeen[]
  instruments: InstrumentHealth
  agreement: Disagreement[]
  steady: { before: Steady | null; after: Steady | null }
  findings: FindingSeen[]
  deploys: DeploySeen[]
  rollbacks: RollbackSeen[]
  stops: StopSeen[]
  /** One for each instance that was watched: what it said of itself against what was true. */
  states: InstanceTable[]
  /** How many looks the watch took. */
  looks: number
  /** What a container engine told of the containers, in order. */
  engine: EngineSeen[]
  /** Null: the load marks no writes, or what is stored could not be read. */
  ledger: LedgerSeen | null
}

/** What a step asserted by itself. */
export interface FindingSeen {
  window: string
  what: string
  holds: boolean | null
  evidence: string[]
  atMs: number
}

export interface DeploySeen {
  window: string
  from: string
  to: string
  strategy: string
  startMs: number
  /** Null: the run ended before. */
  endMs: number | null
  outcome: 'deployed' | 'refused' | 'cancelled' | null
  code: string | null
  detail: string
  /** When each instance was ready with the release, in order. */
  switched: { name: string; atMs: number }[]
  /** The one that ended it, or fired after it had ended well. */
  trigger: { atMs: number; restedOn: string } | null
  /** From the first instance that served it to the trigger. */
  detectionMs: number | null
  canary: { decision: string; why: string } | null
  /** What users lost to it; null: it was deployed, and no trigger ended it, or nothing was judged any more. */
  loss: LossSeen | null
}

/** From the first instance that served a bad release until its rollback had settled. */
export interface LossSeen {
  startMs: number
  endMs: number
  total: number
  failed: number
  /** How they failed: `answered 500`, `no answer`, `never sent`; the most first. They add up to `failed`. */
  kinds: { kind: string; failed: number }[]
  /** Failures as +∞; null: no requests. */
  p95Ms: number | null
  /** While nothing was wrong; 0: not known. */
  baselineP95Ms: number
}

/** The parts of a rollback, run ms; null: not seen. */
export interface RollbackSeen {
  window: string
  why: string
  to: string
  decidedMs: number
  startedMs: number | null
  /** Every instance was switched back. */
  actedMs: number | null
  /** Every instance said that it serves the release and is ready. */
  readyMs: number | null
  /** Every instance was ready, and clients saw the first of five clean seconds from there on. */
  settledMs: number | null
  instances: { name: string; readyMs: number | null }[]
  /** Why it is not known whether it settled; null: it is known. */
  unknown: string | null
}

export interface StopSeen {
  window: string
  name: string
  exitCode: number | null
  signal: string | null
  tookMs: number
  killed: boolean
}

export interface InstanceTable {
  name: string
  stretches: StateStretch[]
}

/** A time in which nothing that was seen of an instance changed. */
export interface StateStretch {
  startMs: number
  endMs: number
  alive: boolean
  health: number | null
  ready: number | null
  failing: string[]
  serves: boolean
  release: string | null
  /** What it said against what was true; `unknown`: it said that it was ready, and nobody could ask it for a request. */
  judged: 'right' | 'unknown' | 'false-ready' | 'false-unready' | 'unhealthy'
}

interface Steady {
  holds: boolean
  findings: string[]
  /** How far back requests were looked at. */
  overMs?: number
  /** Of the warm-up, what was not looked at; null: not told. */
  leftOutMs?: number | null
  /** What was seen to hold, in words. */
  checked?: string[]
  /** The load was not what was asked for meanwhile, by the generator's own doing. Left out: false. */
  disturbed?: boolean
}

/** A stretch of the run that objectives are judged in. */
export interface Window {
  /** `lost`, `lost[web-1]`, `lost (first 15 s)`, `run`. */
  name: string
  phase: string
  kind: 'phase' | 'planned' | 'moment' | 'run'
  startMs: number
  endMs: number
  /** False: the phase was cut short or never reached its end. */
  completed: boolean
  /** Instants of the faults injected within. */
  faultsMs: number[]
  /** Requests that belong to it, failed ones among them; per operation; uncertain ones among them. */
  requests: {
    total: number
    failed: number
    uncertain: number
    byOperation: Record<string, { total: number; failed: number }>
  }
  /** Iterations that were due and never sent, by cause. */
  dropped: { byApp: number; byGenerator: number }
}

/** Of the window that another one is compared with; each as in an indication. */
export type Reference = Pick<Indication, 'observed' | 'samples' | 'confidence' | 'turned'>

/** The value of one objective's indicator in one window. */
export interface Indication {
  objective: Objective
  window: string
  /** Null: there is no value (no samples). +∞ is the string "never" in JSON. */
  observed: number | null
  samples: number
  /** Failures or bad samples that a ratio rests on. */
  bad: number | null
  /**
   * Where one is known, and how it was made. For ratios each side is a 95 % bound by itself (99.9 % is shown by 2,995
   * good requests of 2,995); for percentiles the two together hold the true value in 95 % of cases.
   */
  confidence: { low: number; high: number; method: string } | null
  /** For latency: the worst sliding 10 s and the worst operation, where they are worse than the whole. */
  worst: { what: string; observed: number; low: number; samples: number }[]
  /** For `notWorseThan`: what the window that it is compared with has; null: there is no such window, or nothing is compared. */
  reference: Reference | null
  /** How much the instruments' own errors could have changed it: requests not sent or not seen. */
  uncertain: { bad: number; total: number }
  /** Samples that were seen while the load was not what was asked for: each might have been the other. Left out: none. */
  doubtful?: { good: number; bad: number }
  /** For latency, of what was unseen or doubtful: value and worst parts, were it all fast; the worst, were none answered. */
  turned?: { best: number; bestParts: Indication['worst']; worst: number }
  /** Words on how it was computed, when that needs saying. */
  note: string
}

export interface FaultSeen {
  fault: string
  window: string
  victim: string
  instantMs: number | null
  landed: { seen: boolean; atMs: number; evidence: string[] } | null
  healed: { seen: boolean; atMs: number; evidence: string[] } | null
}

export interface ConditionSeen {
  what: string
  window: string
  met: boolean
  tookMs: number
  withinMs: number
  restedOn: string
  /** It was not met, and would have been if the load generator had not been late. Left out: false. */
  doubtful?: boolean
}

/** Failed requests around one fault. The three classes add up to `total`. */
export interface FailuresByClass {
  fault: string
  window: string
  victim: string
  total: number
  /** Under way on the victim when it died. */
  inFlight: number
  /** Sent to the victim after that. */
  afterwards: number
  elsewhere: number
  /** Beside these: requests that were due and never sent, as every VU was waiting for the app. Left out: none. */
  unsent?: number
  /** `edge log`: the instance of each is known. `time`: in flight = overlapping the instant; afterwards = the rest until recovery. */
  basis: 'edge log' | 'time'
}

/** Seen by the prober: from the first due moment whose probe was bad to the first good completion. */
export interface Outage {
  startMs: number
  endMs: number
  /** True when it had not ended when the prober did. */
  open: boolean
  window: string
  /** What was done while its first bad probe was under way, unless that had hung by then; else its begin. Run ms. */
  atMs: number
  failedProbes: number
}

/** Each part in ms after the fault's instant; null: not seen. Errors are placed at their requests' begins. */
export interface RecoverySeen {
  fault: string
  window: string
  firstErrorMs: number | null
  /** Within the fault's window. */
  lastErrorMs: number | null
  /** The begin of the first of five clean slices. */
  recoveredMs: number | null
}
