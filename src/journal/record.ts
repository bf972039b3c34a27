/** A stored run, read back: what measure, verdict and reports are pure functions of. All times are run ms. */
import type { ResolvedDrill } from '../drill/model.ts'
import type { JournalEvent, RunStarted } from './events.ts'

export interface RunRecord {
  header: RunStarted
  drill: ResolvedDrill
  events: readonly JournalEvent[]
  requests: Requests
  metrics: Metrics
  probes: Probes
  traffic: Traffic | null
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
  traffic: 'traffic.ndjson',
  logs: 'logs',
  verdict: 'verdict.json',
  markdown: 'report.md',
  html: 'report.html',
  junit: 'junit.xml',
  /** `epoch.<n>`: created with O_EXCL by whoever may act from then on. */
  epoch: 'epoch',
} as const
