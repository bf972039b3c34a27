/** What the recorder writes, one row at a time: what was seen, on the run's clock. */

/** As `RequestRow` of `load/load.ts`, with its start on the run's clock. */
export interface RecordedRequest {
  /** Run ms. */
  startMs: number
  /** Connecting included. Kept with 24 bits of precision. */
  durationMs: number
  /** False: the start is not known, `startMs` is the earliest it can be. */
  certain: boolean
  ok: boolean
  /** 0: no answer. */
  status: number
  /** The load generator's error code; 0: none. */
  error: number
  method: string
  operation: string
  scenario: string
  group: string
  /** Who answered; null: not told. */
  instance: string | null
  release: string | null
}

/** As `MetricRow` of `load/load.ts`, on the run's clock. */
export interface RecordedMetric {
  /** Run ms. */
  atMs: number
  metric: string
  value: number
  /** A check's name; else empty. */
  label: string
  scenario: string
  group: string
  /** The row of the request that it speaks of, from 1 on; 0: none, or not known. */
  request: number
}

/** As `ProbeRow` of `probe/probe.ts`; all times are run ms. */
export interface RecordedProbe {
  dueMs: number
  startMs: number
  endMs: number
  ok: boolean
  /** 0: no answer. */
  status: number
  /** Empty: none. */
  error: string
  instance: string
  release: string
}

/** As `WriteRow` of `load/load.ts`, with its start on the run's clock. */
export interface RecordedWrite {
  /** Run ms. */
  startMs: number
  /** Until its user was told something; NaN: the load ended before. */
  durationMs: number
  key: string
  told: 'acknowledged' | 'refused' | 'unknown'
  /** 0: no answer. */
  status: number
  /** Empty: not told. */
  instance: string
  release: string
}

/** What the system says that it keeps under a key. */
export interface RecordedStored {
  key: string
  /** How often it is stored; at most 65,535. */
  count: number
  /** How often its job was done, at most 65,534; `NO_JOBS`: it has none. */
  jobs: number
}

/** A key that was stored before the load. */
export type RecordedKey = Pick<RecordedStored, 'key'>

export const NO_JOBS = 65_535
