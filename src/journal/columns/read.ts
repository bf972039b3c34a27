import { FiredrillError } from '../../errors.ts'
import {
  type Column,
  type Keys,
  type Metrics,
  type Probes,
  RECORD_FILES,
  type Requests,
  type Stored,
  type Texts,
  type Writes,
} from '../record.ts'
import { type Batch, readBatches } from './batches.ts'
import type { Kinds } from './check.ts'
import { plausibleMetrics } from './plausible-metrics.ts'
import {
  FORMAT,
  KEY_COLUMNS,
  METRIC_COLUMNS,
  PROBE_COLUMNS,
  REQUEST_COLUMNS,
  STORED_COLUMNS,
  WRITE_COLUMNS,
} from './schema.ts'

interface Read {
  float64: (name: string) => Float64Array
  float32: (name: string) => Float32Array
  flags: (name: string) => Uint8Array
  codes: (name: string) => Uint16Array
  names: (name: string) => Column
  texts: (name: string) => Texts
  length: number
}

/**
 * `damage` says in words what is missing; then the rows are a prefix of what was written, in whole batches. Throws
 * `record-invalid` for a file of a newer format, and nothing else, whatever the bytes are.
 */
export function readRequests(bytes: Uint8Array): { requests: Requests; damage: string | null } {
  const { read, damage } = open(bytes, 'requests', REQUEST_COLUMNS, RECORD_FILES.requests)
  const requests = {
    length: read.length,
    startMs: read.float64('startMs'),
    durationMs: read.float32('durationMs'),
    ok: read.flags('ok'),
    certain: read.flags('certain'),
    status: read.codes('status'),
    error: read.codes('error'),
    method: read.names('method'),
    operation: read.names('operation'),
    scenario: read.names('scenario'),
    group: read.names('group'),
    instance: read.names('instance'),
    release: read.names('release'),
  }
  return { requests, damage }
}

export function readMetrics(bytes: Uint8Array): { metrics: Metrics; damage: string | null } {
  const { read, damage } = open(bytes, 'metrics', METRIC_COLUMNS, RECORD_FILES.metrics)
  const metrics = {
    length: read.length,
    atMs: read.float64('atMs'),
    value: read.float64('value'),
    metric: read.names('metric'),
    label: read.names('label'),
    scenario: read.names('scenario'),
    group: read.names('group'),
  }
  return plausibleMetrics(metrics, damage)
}

export function readProbes(bytes: Uint8Array): { probes: Probes; damage: string | null } {
  const { read, damage } = open(bytes, 'probes', PROBE_COLUMNS, RECORD_FILES.probes)
  const probes = {
    length: read.length,
    dueMs: read.float64('dueMs'),
    startMs: read.float64('startMs'),
    endMs: read.float64('endMs'),
    ok: read.flags('ok'),
    status: read.codes('status'),
    error: read.names('error'),
    instance: read.names('instance'),
    release: read.names('release'),
  }
  return { probes, damage }
}

export function readWrites(bytes: Uint8Array): { writes: Writes; damage: string | null } {
  const { read, damage } = open(bytes, 'writes', WRITE_COLUMNS, RECORD_FILES.writes)
  const writes = {
    length: read.length,
    startMs: read.float64('startMs'),
    durationMs: read.float32('durationMs'),
    key: read.texts('key'),
    told: read.names('told'),
    status: read.codes('status'),
    instance: read.names('instance'),
    release: read.names('release'),
  }
  return { writes, damage }
}

export function readStored(bytes: Uint8Array): { stored: Stored; damage: string | null } {
  const { read, damage } = open(bytes, 'stored', STORED_COLUMNS, RECORD_FILES.stored)
  const stored = {
    length: read.length,
    key: read.texts('key'),
    count: read.codes('count'),
    jobs: read.codes('jobs'),
  }
  return { stored, damage }
}

export function readKeys(bytes: Uint8Array): { keys: Keys; damage: string | null } {
  const { read, damage } = open(bytes, 'keys', KEY_COLUMNS, RECORD_FILES.storedBefore)
  return { keys: { length: read.length, key: read.texts('key') }, damage }
}

function open(
  bytes: Uint8Array,
  what: string,
  kinds: Kinds,
  file: string,
): { read: Read; damage: string | null } {
  const { batches, damage, newer } = readBatches(bytes, what, kinds)
  if (newer === null) return { read: reader(batches), damage }
  throw new FiredrillError(
    'record-invalid',
    `${file} has format ${newer}; this firedrill reads up to ${FORMAT}.`,
    { hint: 'Use the firedrill that wrote it, or a newer one.' },
  )
}

function reader(batches: readonly Batch[]): Read {
  const length = batches.reduce((sum, batch) => sum + batch.numRows, 0)
  /** Calls `put` with each batch's values and where they belong. */
  const each = <Values>(name: string, put: (values: Values, at: number, rows: number) => void): void => {
    let at = 0
    for (const batch of batches) {
      const values = batch.columns.get(name)?.values as Values | undefined
      if (values !== undefined && batch.numRows > 0) put(values, at, batch.numRows)
      at += batch.numRows
    }
  }
  const copied = <To extends Float64Array | Float32Array | Uint16Array>(name: string, to: To): To => {
    each<ArrayLike<number> & { subarray(from: number, to: number): ArrayLike<number> }>(
      name,
      (values, at, rows) => to.set(values.subarray(0, rows), at),
    )
    return to
  }
  return {
    length,
    float64: (name) => copied(name, new Float64Array(length)),
    float32: (name) => copied(name, new Float32Array(length)),
    codes: (name) => copied(name, new Uint16Array(length)),
    flags(name) {
      const to = new Uint8Array(length)
      each<Uint8Array>(name, (bits, at, rows) => {
        for (let row = 0; row < rows; row += 1) to[at + row] = ((bits[row >> 3] as number) >> (row & 7)) & 1
      })
      return to
    },
    names: (name) => ({ codes: copied(name, new Uint16Array(length)), values: namesOf(batches, name) }),
    texts: (name) => textsOf(batches, name, length),
  }
}

/** Where the texts lie in the file itself: a million keys are not copied. */
function textsOf(batches: readonly Batch[], name: string, rows: number): Texts {
  const parts = batches.flatMap((batch) => (batch.numRows > 0 ? (batch.columns.get(name) ?? []) : []))
  const file: ArrayBufferLike = parts[0]?.values.buffer ?? new ArrayBuffer(0)
  const starts = new Uint32Array(rows)
  const ends = new Uint32Array(rows)
  let row = 0
  for (const { valueOffsets, values, length } of parts) {
    for (let k = 0; k < length; k += 1) {
      starts[row + k] = values.byteOffset + valueOffsets[k]
      ends[row + k] = values.byteOffset + valueOffsets[k + 1]
    }
    row += length
  }
  return { bytes: new Uint8Array(file), starts, ends }
}

/** Dictionaries only grow, so the last batch's has every name of the file. */
function namesOf(batches: readonly Batch[], name: string): string[] {
  const dictionary = batches.at(-1)?.columns.get(name)?.dictionary
  return dictionary ? Array.from(dictionary, String) : []
}
