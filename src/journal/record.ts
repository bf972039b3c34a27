/** A stored run, read back: what measure, verdict and reports are pure functions of. All times are run ms. */
import type { ResolvedDrill } from '../drill/model.ts'
import type { JournalEvent } from './events.ts'
import type { RunStarted } from './run-started.ts'

export interface RunRecord {
  header: RunStarted
  drill: ResolvedDrill
  events: readonly JournalEvent[]
  requests: Requests
  metrics: Metrics
  probes: Probes
  traffic: Traffic | null
  /** What users were told of the writes that the load marked with a key; none where it marks none. */
  writes: Writes
  /** What was stored after the load; null: it was not read, or could not be. */
  stored: Stored | null
  /** The keys that were stored before the load; null: they were not read, or could not be. */
  storedBefore: Keys | null
  /** What is missing or cut off, in words; empty for a whole record. */
  damage: string[]
}

/** One column a field, in the order of arrival (of request *ends*). `names` are looked up by the index columns. */
export interface Requests {
  length: number
  startMs: Float64Array
  durationMs: Float32Array
  /** 1: good. */
  ok: Uint8Array
  /** 1: the start is known. */
  certain: Uint8Array
  status: Uint16Array
  error: Uint16Array
  method: Column
  operation: Column
  scenario: Column
  group: Column
  instance: Column
  release: Column
}

/** A column of repeated strings: `values[codes[i]]`. Empty string: not known. */
export interface Column {
  codes: Uint16Array
  values: readonly string[]
}

export interface Metrics {
  length: number
  atMs: Float64Array
  value: Float64Array
  metric: Column
  label: Column
  scenario: Column
  group: Column
  /** The row of the request that it speaks of, from 1 on; 0: none, or not known, as in records of before. */
  request: Float64Array
}

/** As they ended, which is not the order in which they were due. */
export interface Probes {
  length: number
  dueMs: Float64Array
  startMs: Float64Array
  endMs: Float64Array
  ok: Uint8Array
  status: Uint16Array
  error: Column
  instance: Column
  release: Column
}

/** A column of texts that differ: number k is the UTF-8 from `starts[k]` to `ends[k]` of `bytes`, which may be the whole file. */
export interface Texts {
  bytes: Uint8Array
  starts: Uint32Array
  ends: Uint32Array
}

/** In the order in which their users were told. */
export interface Writes {
  length: number
  startMs: Float64Array
  /** NaN: the load ended before its user was told anything. */
  durationMs: Float32Array
  key: Texts
  told: Column
  status: Uint16Array
  instance: Column
  release: Column
}

export interface Stored {
  length: number
  key: Texts
  count: Uint16Array
  /** `NO_JOBS` of rows.ts: it has none. */
  jobs: Uint16Array
}

export interface Keys {
  length: number
  key: Texts
}

/** The edge's own log. */
export interface Traffic {
  length: number
  startMs: Float64Array
  durationMs: Float32Array
  status: Uint16Array
  instance: Column
  method: Column
  path: Column
}

/** The files of `reports/<run>/`. */
export const RECORD_FILES = {
  journal: 'journal.ndjson',
  drill: 'drill.json',
  configuration: 'configuration.json',
  requests: 'requests.arrow',
  metrics: 'metrics.arrow',
  probes: 'probes.arrow',
  writes: 'writes.arrow',
  stored: 'stored.arrow',
  storedBefore: 'stored-before.arrow',
  traffic: 'traffic.ndjson',
  logs: 'logs',
  verdict: 'verdict.json',
  markdown: 'report.md',
  html: 'report.html',
  junit: 'junit.xml',
  seal: 'seal.json',
  /** `epoch.<n>`: created with O_EXCL by whoever may act from then on. */
  epoch: 'epoch',
} as const
