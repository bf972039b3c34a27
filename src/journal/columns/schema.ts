/**
 * The columns of the sample files. Each file is an Arrow IPC stream of batches without nulls. Repeated strings are
 * dictionary-encoded; a dictionary only ever grows (delta batches), so that a code means the same in the whole file.
 */
import {
  Bool,
  type DataType,
  Dictionary,
  Field,
  Float32,
  Float64,
  Schema,
  Uint8,
  Uint16,
  Utf8,
} from 'apache-arrow'
import type {
  RecordedKey,
  RecordedMetric,
  RecordedProbe,
  RecordedRequest,
  RecordedStored,
  RecordedWrite,
} from '../rows.ts'

/**
 * `few`: at most 255 different names; `names`: at most 65,535. Further ones are all kept as `(others)`. `text`: each
 * may be another one.
 */
export type Kind = 'float64' | 'float32' | 'flag' | 'code' | 'few' | 'names' | 'text'
export type Columns<Row> = { readonly [name in keyof Row & string]-?: Kind }

export const REQUEST_COLUMNS = {
  startMs: 'float64',
  durationMs: 'float32',
  ok: 'flag',
  certain: 'flag',
  status: 'code',
  error: 'code',
  method: 'few',
  operation: 'names',
  scenario: 'few',
  group: 'names',
  instance: 'few',
  release: 'few',
} as const satisfies Columns<RecordedRequest>

export const METRIC_COLUMNS = {
  atMs: 'float64',
  value: 'float64',
  metric: 'names',
  label: 'names',
  scenario: 'few',
  group: 'names',
  request: 'float64',
} as const satisfies Columns<RecordedMetric>

export const PROBE_COLUMNS = {
  dueMs: 'float64',
  startMs: 'float64',
  endMs: 'float64',
  ok: 'flag',
  status: 'code',
  error: 'few',
  instance: 'few',
  release: 'few',
} as const satisfies Columns<RecordedProbe>

export const WRITE_COLUMNS = {
  startMs: 'float64',
  durationMs: 'float32',
  key: 'text',
  told: 'few',
  status: 'code',
  instance: 'few',
  release: 'few',
} as const satisfies Columns<RecordedWrite>

export const STORED_COLUMNS = {
  key: 'text',
  count: 'code',
  jobs: 'code',
} as const satisfies Columns<RecordedStored>

export const KEY_COLUMNS = { key: 'text' } as const satisfies Columns<RecordedKey>

/**
 * Raised when a column changes its meaning, one comes that changes a verdict, or the file its encoding. 2: compressed,
 * but for files with texts. 3: metrics name their request.
 */
export const FORMAT = '3'

/** The columns that a file of an older format has; what it lacks is read as 0. */
export function columnsIn(
  what: string,
  format: string,
  columns: Readonly<Record<string, Kind>>,
): Readonly<Record<string, Kind>> {
  if (what !== 'metrics' || Number(format) >= 3) return columns
  const { request: _, ...older } = columns
  return older
}

export function schemaOf(what: string, columns: Readonly<Record<string, Kind>>): Schema {
  const fields = Object.entries(columns).map(([name, kind], id) => new Field(name, typeOf(kind, id), false))
  return new Schema(
    fields,
    new Map([
      ['firedrill', what],
      ['format', FORMAT],
    ]),
  )
}

function typeOf(kind: Kind, id: number): DataType {
  switch (kind) {
    case 'float64':
      return new Float64()
    case 'float32':
      return new Float32()
    case 'flag':
      return new Bool()
    case 'code':
      return new Uint16()
    case 'few':
      return new Dictionary(new Utf8(), new Uint8(), id, false)
    case 'names':
      return new Dictionary(new Utf8(), new Uint16(), id, false)
    case 'text':
      return new Utf8()
  }
}
