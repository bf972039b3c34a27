/** The record of a long run under much load, written by the writers that a run uses; no run was made. */
import { join } from 'node:path'
import { nodeFiles } from '../src/host/files.ts'
import { openMetrics, openProbes, openRequests } from '../src/journal/columns/open.ts'
import { RECORD_FILES } from '../src/journal/record.ts'
import type { RecordedRequest } from '../src/journal/rows.ts'
import { seededRandom } from '../src/measure/random.ts'
import type { Instance } from '../src/target/target.ts'
import { buildRecord, objective, p95Below150, uptimeThreeNines } from '../test/measure/build-record.ts'

const WARM_UP_MS = 5000
const CHUNK = 20_000
const OPERATIONS = ['list', 'read', 'search', 'order', 'cancel'] as const

const p = (percentile: number, value: number) =>
  objective({ kind: 'latency', percentile }, { op: 'below', value })
/** As a team would have them: some of all requests, some of one operation or method, one over the run. */
const EXPECTED = [
  uptimeThreeNines,
  p95Below150,
  p(99, 900),
  { ...p(95, 200), filter: { operation: 'order' } },
  objective({ kind: 'errors' }, { op: 'below', value: 0.01 }, { filter: { method: 'POST' } }),
  { ...p(99.9, 1900), over: 'run' as const },
  objective({ kind: 'latency', percentile: 50 }, { op: 'notWorseThan', window: 'baseline', tolerance: 0.5 }),
]

/** Three windows, the one in the middle with a kill and a burst of failures after it. */
export async function writeManyRequests(
  directory: string,
  count: number,
  lengthMs = 1_000_000,
): Promise<void> {
  const files = nodeFiles()
  await files.makeDir(directory)
  const ratePerSecond = count / (lengthMs / 1000)
  const [baseline, lost, settled] = [0.3, 0.4, 0.3].map((share) => share * (lengthMs - WARM_UP_MS - 2000))
  const killedMs = WARM_UP_MS + baseline! + 5000
  const record = buildRecord({
    phases: [
      { name: 'baseline', durationMs: baseline! },
      { name: 'lost', durationMs: lost! },
      { name: 'settled', durationMs: settled! },
    ],
    ratePerSecond,
    warmUpMs: WARM_UP_MS,
    maxVus: Math.ceil(ratePerSecond * 2),
    faults: [{ window: 'lost', instantMs: killedMs }],
    expect: EXPECTED,
    requests: [],
    events: [
      { atMs: 1, type: 'instances', instances: ['web-1', 'web-2'].map(instance), why: 'at the start' },
    ],
  })
  const lines = record.events.map((event) => `${JSON.stringify(event)}\n`).join('')
  await files.writeAtomic(join(directory, RECORD_FILES.journal), lines)
  await files.writeAtomic(join(directory, RECORD_FILES.drill), JSON.stringify(record.drill))
  await files.writeAtomic(join(directory, RECORD_FILES.configuration), '{}')
  await writeRequests(join(directory, RECORD_FILES.requests), count, ratePerSecond, killedMs)
  await writeProbes(join(directory, RECORD_FILES.probes), lengthMs)
  const metrics = openMetrics(await files.openAppend(join(directory, RECORD_FILES.metrics)))
  const drop = { metric: 'dropped_iterations', value: 1, label: '', scenario: 'load', group: '', request: 0 }
  metrics.append([{ atMs: killedMs + 100, ...drop }])
  await metrics.close()
}

function instance(name: string): Instance {
  const release = { version: '1.0.0', digest: null, source: 'header' }
  return { name, url: null, identity: null, release, ready: true }
}

async function writeRequests(
  path: string,
  count: number,
  ratePerSecond: number,
  killedMs: number,
): Promise<void> {
  const file = openRequests(await nodeFiles().openAppend(path))
  const random = seededRandom(7)
  for (let from = 0; from < count; from += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, count - from) }, (_, k) =>
      requestAt(((from + k) * 1000) / ratePerSecond, killedMs, random),
    )
    // They are told as they end.
    rows.sort((a, b) => a.startMs + a.durationMs - (b.startMs + b.durationMs))
    file.append(rows)
    await file.flush()
  }
  await file.close()
}

function requestAt(dueMs: number, killedMs: number, random: () => number): RecordedRequest {
  const operation = OPERATIONS[Math.floor(random() * OPERATIONS.length)]!
  const sinceMs = dueMs - killedMs
  const isHit = sinceMs >= 0 && sinceMs < 2000
  const ok = random() > (isHit ? 0.03 : 0.000_02)
  // Log-normal, as latencies are: a median of 12 ms, three times as slow just after the kill.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return {
    startMs: dueMs + random(),
    durationMs: Math.min(2000, 12 * Math.exp(0.6 * normal) * (isHit ? 3 : 1)),
    certain: true,
    ok,
    status: ok ? 200 : 502,
    error: ok ? 0 : 1502,
    method: operation === 'order' || operation === 'cancel' ? 'POST' : 'GET',
    operation,
    scenario: 'load',
    group: '',
    instance: random() < 0.5 ? 'web-1' : 'web-2',
    release: '1.0.0',
  }
}

async function writeProbes(path: string, lengthMs: number): Promise<void> {
  const file = openProbes(await nodeFiles().openAppend(path))
  const rest = { ok: true, status: 200, error: '', instance: 'web-1', release: '1.0.0' }
  for (let dueMs = 20; dueMs < lengthMs; dueMs += 20)
    file.append([{ dueMs, startMs: dueMs, endMs: dueMs + 4, ...rest }])
  await file.close()
}
