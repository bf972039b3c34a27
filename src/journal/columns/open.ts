import type { AppendFile } from '../../host/host.ts'
import type {
  RecordedKey,
  RecordedMetric,
  RecordedProbe,
  RecordedRequest,
  RecordedStored,
  RecordedWrite,
} from '../rows.ts'
import {
  KEY_COLUMNS,
  METRIC_COLUMNS,
  PROBE_COLUMNS,
  REQUEST_COLUMNS,
  STORED_COLUMNS,
  WRITE_COLUMNS,
} from './schema.ts'
import { type ColumnWriter, openColumns } from './write.ts'

export type { ColumnWriter } from './write.ts'

/** Writes `requests.arrow`. The file must be new: a stream cannot be gone on with. */
export function openRequests(file: AppendFile): ColumnWriter<RecordedRequest> {
  return openColumns<RecordedRequest>(file, 'requests', REQUEST_COLUMNS)
}

/** Writes `metrics.arrow`. */
export function openMetrics(file: AppendFile): ColumnWriter<RecordedMetric> {
  return openColumns<RecordedMetric>(file, 'metrics', METRIC_COLUMNS)
}

/** Writes `probes.arrow`. */
export function openProbes(file: AppendFile): ColumnWriter<RecordedProbe> {
  return openColumns<RecordedProbe>(file, 'probes', PROBE_COLUMNS)
}

/** Writes `writes.arrow`. */
export function openWrites(file: AppendFile): ColumnWriter<RecordedWrite> {
  return openColumns<RecordedWrite>(file, 'writes', WRITE_COLUMNS)
}

/** Writes `stored.arrow`. */
export function openStored(file: AppendFile): ColumnWriter<RecordedStored> {
  return openColumns<RecordedStored>(file, 'stored', STORED_COLUMNS)
}

/** Writes `stored-before.arrow`. */
export function openKeys(file: AppendFile): ColumnWriter<RecordedKey> {
  return openColumns<RecordedKey>(file, 'keys', KEY_COLUMNS)
}
