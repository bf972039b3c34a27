/** Takes what k6 and the prober see, puts it on the run's clock, and keeps it in the run record as it comes. */
import { join } from 'node:path'
import type { AppendFile, Host } from '../host/host.ts'
import { openMetrics, openProbes, openRequests, openWrites } from '../journal/columns/open.ts'
import { RECORD_FILES } from '../journal/record.ts'
import type { RecordedRequest } from '../journal/rows.ts'
import type { Journal } from '../journal/writer.ts'
import type { MetricRow, RequestRow, WriteRow } from '../load/load.ts'
import type { ProbeRow } from '../probe/probe.ts'
import type { RunClock } from './run-clock.ts'

export interface Recorder {
  requests(batch: readonly RequestRow[]): void
  metrics(batch: readonly MetricRow[]): void
  probes(batch: readonly ProbeRow[]): void
  writes(batch: readonly WriteRow[]): void
  /** Resolves once everything is on disk. */
  close(): Promise<void>
}

export async function openRecorder(
  host: Host,
  directory: string,
  journal: Journal,
  clock: RunClock,
  onRequests: (rows: RecordedRequest[]) => void,
): Promise<Recorder> {
  const open = (name: string): Promise<AppendFile> => host.files.openAppend(join(directory, name))
  const requests = openRequests(await open(RECORD_FILES.requests))
  const metrics = openMetrics(await open(RECORD_FILES.metrics))
  const probes = openProbes(await open(RECORD_FILES.probes))
  const writes = openWrites(await open(RECORD_FILES.writes))
  return {
    requests(batch) {
      const rows = batch.map(({ startWallMs, ...row }) => ({ ...row, startMs: clock.fromWall(startWallMs) }))
      requests.append(rows)
      onRequests(rows)
    },
    metrics(batch) {
      metrics.append(batch.map(({ wallMs, ...row }) => ({ ...row, atMs: clock.fromWall(wallMs) })))
    },
    probes(batch) {
      probes.append(
        batch.map((row) => ({
          ...row,
          dueMs: journal.fromMono(row.dueMs),
          startMs: journal.fromMono(row.startMs),
          endMs: journal.fromMono(row.endMs),
        })),
      )
    },
    writes(batch) {
      writes.append(
        batch.map(({ startWallMs, ...row }) => ({ ...row, startMs: clock.fromWall(startWallMs) })),
      )
    },
    async close() {
      await Promise.all([requests.close(), metrics.close(), probes.close(), writes.close()])
    },
  }
}
