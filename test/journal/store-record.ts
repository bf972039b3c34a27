import { join } from 'node:path'
import type { Files } from '../../src/host/host.ts'
import { openMetrics, openProbes, openRequests } from '../../src/journal/columns/open.ts'
import { RECORD_FILES, type RunRecord } from '../../src/journal/record.ts'
import type { RecordedMetric, RecordedProbe } from '../../src/journal/rows.ts'
import { nameAt, rowsOf } from './columns/rows.ts'

/** Writes a record as a run would have left it, without the edge's log. */
export async function storeRecord(files: Files, directory: string, record: RunRecord): Promise<void> {
  await files.makeDir(directory)
  const lines = record.events.map((event) => `${JSON.stringify(event)}\n`)
  await files.writeAtomic(join(directory, RECORD_FILES.journal), lines.join(''))
  await files.writeAtomic(join(directory, RECORD_FILES.drill), JSON.stringify(record.drill))
  const open = (file: string) => files.openAppend(join(directory, file))
  const requests = openRequests(await open(RECORD_FILES.requests))
  requests.append(rowsOf(record.requests))
  await requests.close()
  const metrics = openMetrics(await open(RECORD_FILES.metrics))
  metrics.append(metricRowsOf(record))
  await metrics.close()
  const probes = openProbes(await open(RECORD_FILES.probes))
  probes.append(probeRowsOf(record))
  await probes.close()
}

function metricRowsOf({ metrics }: RunRecord): RecordedMetric[] {
  return Array.from({ length: metrics.length }, (_, i) => ({
    atMs: metrics.atMs[i] as number,
    value: metrics.value[i] as number,
    metric: nameAt(metrics.metric, i) as string,
    label: nameAt(metrics.label, i) as string,
    scenario: nameAt(metrics.scenario, i) as string,
    group: nameAt(metrics.group, i) as string,
    request: metrics.request[i] as number,
  }))
}

function probeRowsOf({ probes }: RunRecord): RecordedProbe[] {
  return Array.from({ length: probes.length }, (_, i) => ({
    dueMs: probes.dueMs[i] as number,
    startMs: probes.startMs[i] as number,
    endMs: probes.endMs[i] as number,
    ok: probes.ok[i] === 1,
    status: probes.status[i] as number,
    error: nameAt(probes.error, i) as string,
    instance: nameAt(probes.instance, i) as string,
    release: nameAt(probes.release, i) as string,
  }))
}
