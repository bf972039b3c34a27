/** Takes what k6 and the prober see, puts it on the run's clock, and keeps it in the run record as it comes. */
import { join } from 'node:path'
import type { FiredrillError } from '../errors.ts'
import type { AppendFile, Host } from '../host/host.ts'
import {
  type ColumnWriter,
  openMetrics,
  openProbes,
  openRequests,
  openWrites,
} from '../journal/columns/open.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { unwritable } from '../journal/unwritable.ts'
import type { Journal } from '../journal/writer.ts'
import type { MetricRow, RequestRow, WriteRow } from '../load/load.ts'
import type { ProbeRow } from '../probe/probe.ts'
import type { Live } from './live.ts'
import type { RunClock } from './run-clock.ts'

export interface Recorder {
  requests(batch: readonly RequestRow[]): void
  /** Handed on, not kept: `requests` has them when their start is known. */
  unplaced(batch: readonly RequestRow[]): void
  metrics(batch: readonly MetricRow[]): void
  probes(batch: readonly ProbeRow[]): void
  writes(batch: readonly WriteRow[]): void
  /** Aborted with `reports-unwritable` when the disk refuses what is seen: nothing can be judged by the rest. */
  readonly lost: AbortSignal
  /** Resolves once everything is on disk; rejects with `reports-unwritable`. */
  close(): Promise<void>
}

export async function openRecorder(
  host: Host,
  directory: string,
  journal: Journal,
  clock: RunClock,
  live: Pick<Live, 'add' | 'foresee' | 'dropped' | 'probed'>,
): Promise<Recorder> {
  const open = (name: string): Promise<AppendFile> => host.files.openAppend(join(directory, name))
  const requests = openRequests(await open(RECORD_FILES.requests))
  const metrics = openMetrics(await open(RECORD_FILES.metrics))
  const probes = openProbes(await open(RECORD_FILES.probes))
  const writes = openWrites(await open(RECORD_FILES.writes))
  const lost = new AbortController()
  const refused = (cause: unknown): FiredrillError =>
    unwritable('What k6 and the prober saw could not be written to the run record.', cause)
  const placed = ({ startWallMs, ...row }: RequestRow) => ({
    ...row,
    startMs: clock.fromWall(startWallMs),
  })
  // What a writer throws would come up in the reading of a pipe, where nobody can take it.
  const append = <Row>(columns: ColumnWriter<Row>, rows: readonly Row[]): void => {
    if (lost.signal.aborted) return
    try {
      columns.append(rows)
    } catch (cause) {
      lost.abort(refused(cause))
    }
  }
  return {
    lost: lost.signal,
    requests(batch) {
      const rows = batch.map(placed)
      append(requests, rows)
      live.add(rows)
    },
    unplaced(batch) {
      live.foresee(batch.map(placed))
    },
    metrics(batch) {
      const rows = batch.map(({ wallMs, ...row }) => ({ ...row, atMs: clock.fromWall(wallMs) }))
      append(metrics, rows)
      const drops = rows.filter(({ metric }) => metric === 'dropped_iterations')
      if (drops.length > 0)
        live.dropped(drops.map(({ atMs, value }) => ({ atMs, count: Math.max(1, value) })))
    },
    probes(batch) {
      const rows = batch.map((row) => ({
        ...row,
        dueMs: journal.fromMono(row.dueMs),
        startMs: journal.fromMono(row.startMs),
        endMs: journal.fromMono(row.endMs),
      }))
      append(probes, rows)
      live.probed(rows)
    },
    writes(batch) {
      append(
        writes,
        batch.map(({ startWallMs, ...row }) => ({ ...row, startMs: clock.fromWall(startWallMs) })),
      )
    },
    async close() {
      const closed = await Promise.allSettled([requests, metrics, probes, writes].map((each) => each.close()))
      for (const each of closed) if (each.status === 'rejected') throw refused(each.reason)
    },
  }
}
