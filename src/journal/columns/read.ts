import { FiredrillError } from '../../errors.ts'
import {
  type Keys,
  type Metrics,
  type Probes,
  RECORD_FILES,
  type Requests,
  type Stored,
  type Writes,
} from '../record.ts'
import { readBatches } from './batches.ts'
import type { Kinds } from './check.ts'
import { Gathered } from './gather.ts'
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
    request: read.float64('request'),
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
): { read: Gathered; damage: string | null } {
  let read = new Gathered(kinds, 0)
  const { damage, newer } = readBatches(bytes, what, kinds, (mostRows) => {
    read = new Gathered(kinds, mostRows)
    return (batch) => read.add(batch)
  })
  if (newer === null) return { read, damage }
  throw new FiredrillError(
    'record-invalid',
    `${file} has format ${newer}; this firedrill reads up to ${FORMAT}.`,
    { hint: 'Use the firedrill that wrote it, or a newer one.' },
  )
}
