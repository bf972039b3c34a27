import { join } from 'node:path'
import { nodeHost } from '../../src/host/node.ts'
import type { EventBody } from '../../src/journal/events.ts'
import { storeRecord } from '../journal/store-record.ts'
import {
  buildRecord,
  p95Below150,
  type RecordInput,
  steadyProbes,
  steadyRequests,
  uptimeThreeNines,
} from '../measure/build-record.ts'

/** 4,000 requests are judged: with four failures they are at 99.9 %, a fifth is too many. */
const CALM = { fromMs: 5000, toMs: 25_000 }

/**
 * Writes the record of a run that held for 20 s, below `reports/` of the directory; gives its place. `failed` and
 * `failedWarmingUp`: how many requests failed, of those that are judged and of those that are not.
 */
export async function storeRun(
  directory: string,
  {
    name = 'run-1',
    failed = 0,
    failedWarmingUp = 0,
    ...more
  }: { name?: string; failed?: number; failedWarmingUp?: number } & Partial<RecordInput> = {},
): Promise<string> {
  const requests = [
    ...steadyRequests({ fromMs: 0, toMs: CALM.fromMs }).map((row, k) => ({
      ...row,
      ok: k >= failedWarmingUp,
    })),
    // Far from one another: no outage, no burst.
    ...steadyRequests(CALM).map((row, k) => ({ ...row, ok: k % 700 !== 350 || k >= failed * 700 })),
  ]
  const record = buildRecord({
    phases: [{ name: 'calm', durationMs: CALM.toMs - CALM.fromMs }],
    requests: [...requests, ...steadyRequests({ fromMs: CALM.toMs, toMs: CALM.toMs + 2000 })],
    probes: steadyProbes({ fromMs: 0, toMs: CALM.toMs + 2000 }),
    expect: [p95Below150, uptimeThreeNines],
    ...more,
  })
  const place = join(directory, 'reports', name)
  await storeRecord(nodeHost().files, place, record)
  return place
}

/** Writes what a run leaves that was killed while these changes were in force: its journal, and that it may act. */
export async function storeKilled(
  directory: string,
  {
    name = 'killed',
    pid = 2 ** 22 + 1,
    events = [],
    root,
  }: { name?: string; pid?: number; events?: EventBody[]; root?: string } = {},
): Promise<string> {
  const { files, processes, machine } = nodeHost()
  const record = buildRecord({ phases: [] })
  const place = join(directory, 'reports', name)
  await files.makeDir(place)
  const header = root === undefined ? record.header : { ...record.header, root }
  const all = [header, ...events.map((event, k) => ({ seq: k + 1, atMs: k + 1, ...event }))]
  await files.writeAtomic(
    join(place, 'journal.ndjson'),
    all.map((event) => `${JSON.stringify(event)}\n`).join(''),
  )
  const owner = (await processes.identity(pid)) ?? { pid, startTime: 'gone' }
  await files.writeAtomic(
    join(place, 'epoch.0'),
    JSON.stringify({ by: 'run', process: owner, where: await machine.place() }),
  )
  return place
}
