/** What tests say about a run in few words; `buildRecord` makes a whole record of it. All times are run ms. */
import type { LoadProfile, Step } from '../../src/drill/model.ts'
import type { Objective } from '../../src/drill/objective.ts'
import type { EventBody, RunOutcome } from '../../src/journal/events.ts'

export interface RequestInput {
  startMs: number
  durationMs: number
  /** True unless given. */
  ok?: boolean
  certain?: boolean
  status?: number
  error?: number
  method?: string
  operation?: string
  scenario?: string
  group?: string
  instance?: string
  release?: string
}

export interface ProbeInput {
  dueMs: number
  /** As due, unless given. */
  startMs?: number
  /** Measured from the due moment; 3 unless given. */
  tookMs?: number
  ok?: boolean
  error?: string
}

interface PhaseInput {
  name: string
  durationMs: number
  /** As `durationMs`, unless given; null: only a condition decides. */
  plannedMs?: number | null
  /** As the name, unless given: `lost[web-1]`. */
  window?: string
  expect?: Objective[]
  inherit?: boolean
  completed?: boolean
  /** Further steps of it in the drill (`expect` in mid-drill). */
  steps?: Step[]
}

interface FaultInput {
  window: string
  instantMs: number
  fault?: string
  victim?: string
  /** Seen to land, 50 ms after the instant, unless false; null: nobody looked. */
  landed?: boolean | null
  healed?: boolean | null
}

export interface MetricInput {
  atMs: number
  metric: string
  value?: number
  label?: string
  scenario?: string
  group?: string
  /** The request that it speaks of, the how-manieth to end, from 1 on; none unless given. */
  request?: number
}

export interface TrafficInput {
  startMs: number
  durationMs: number
  status?: number
  instance?: string
  method?: string
  path?: string
}

export interface WriteInput {
  key: string
  startMs?: number
  /** Null: the load ended before. */
  durationMs?: number | null
  told?: 'acknowledged' | 'refused' | 'unknown'
  status?: number
  instance?: string
}

export interface StoredInput {
  key: string
  count?: number
  /** Absent: it has none. */
  jobs?: number
}

export interface RecordInput {
  /** One after the other, from the end of the warm-up on. */
  phases: PhaseInput[]
  requests?: RequestInput[]
  probes?: ProbeInput[]
  faults?: FaultInput[]
  /** When iterations were dropped. */
  droppedMs?: number[]
  metrics?: MetricInput[]
  traffic?: TrafficInput[]
  /** The drill's own objectives. */
  expect?: Objective[]
  /** 5,000 unless given. */
  warmUpMs?: number
  /** 0 unless given. */
  firstDueMs?: number
  ratePerSecond?: number
  profile?: LoadProfile
  maxVus?: number
  requestTimeoutMs?: number
  probeIntervalMs?: number
  steady?: { before?: boolean | null; after?: boolean | null }
  seed?: number
  strict?: boolean
  run?: RunOutcome
  cleanup?: 'clean' | 'dirty'
  loadEnd?: { asked?: boolean; exitCode?: number | null; malformedRows?: number }
  probeEnd?: { asked?: boolean; missed?: number }
  /** Put where their time belongs. */
  events?: ({ atMs: number } & EventBody)[]
  /** What users were told of the writes, and what is stored; `stored` alone is told by an event of its own as well. */
  writes?: WriteInput[]
  stored?: StoredInput[]
  /** The keys that were stored before the load. */
  before?: string[]
  damage?: string[]
}
