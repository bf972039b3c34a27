/** A small whole record that passes, made by the writers that a run uses: what the fuzzer changes. */
import { join } from 'node:path'
import { createFakeFiles } from '../../src/host/fake/files.ts'
import type { Files } from '../../src/host/host.ts'
import { openKeys, openStored, openWrites } from '../../src/journal/columns/open.ts'
import { RECORD_FILES, type RunRecord } from '../../src/journal/record.ts'
import { NO_JOBS } from '../../src/journal/rows.ts'
import { configurationText, drillText } from '../../src/journal/stored-drill.ts'
import { storeRecord } from '../../test/journal/store-record.ts'
import { instances, state, watched } from '../../test/measure/build-instances.ts'
import {
  buildRecord,
  objective,
  p95Below150,
  steadyProbes,
  steadyRequests,
} from '../../test/measure/build-record.ts'

export const DIRECTORY = '/tmp/reports/run-1'
const LOG = 'logs/edge-access.log'
const END_MS = 17_000
const FIELDS = {
  time: 'time',
  durationMs: 'durationMs',
  status: 'status',
  instance: 'instance',
  method: 'method',
  path: 'path',
}
const LOAD = { ratePerSecond: 40, durationMs: 10 }
const KEYS = Array.from({ length: 20 }, (_, k) => `order-${k}`)

/** Of a run that killed an instance in its second phase, and lost nothing. `sealed`: as runs say it since records are. */
export function baseRecord(sealed: boolean): RunRecord {
  const record = buildRecord({
    phases: [
      { name: 'baseline', durationMs: 3000 },
      { name: 'lost', durationMs: 6000, steps: [KILL] },
      { name: 'settled', durationMs: 3000 },
    ],
    ratePerSecond: LOAD.ratePerSecond,
    requests: steadyRequests({ fromMs: 0, toMs: END_MS + 2000, ...LOAD }),
    probes: steadyProbes({ fromMs: 0, toMs: END_MS + 2000, intervalMs: 100 }),
    probeIntervalMs: 100,
    faults: [{ window: 'lost', instantMs: 9000, healed: true }],
    expect: [
      p95Below150,
      objective({ kind: 'uptime', by: 'requests' }, { op: 'atLeast', value: 0.98 }),
      objective({ kind: 'errors' }, { op: 'below', value: 0.05 }, { filter: { method: 'POST' } }),
      objective({ kind: 'interruption' }, { op: 'below', value: 1000 }),
      objective({ kind: 'recovery' }, { op: 'atMost', value: 30_000 }),
      objective({ kind: 'writes', wrong: 'lost' }, { op: 'atMost', value: 0 }, { over: 'run' }),
      objective(
        { kind: 'latency', percentile: 50 },
        { op: 'notWorseThan', window: 'baseline', tolerance: 0.5 },
      ),
    ],
    metrics: [{ atMs: 6000, metric: 'checks', label: 'order accepted' }],
    writes: KEYS.map((key, k) => ({ key, startMs: 6000 + 400 * k })),
    stored: KEYS.map((key) => ({ key })),
    before: ['older'],
    events: [
      { atMs: 2, type: 'traffic-source', file: LOG, format: { kind: 'json-lines', fields: FIELDS } },
      {
        atMs: 3,
        type: 'intent',
        id: 0,
        what: 'start web-1',
        undo: { kind: 'end-processes', args: { mark: 'r/1' } },
      },
      { atMs: 4, type: 'done', id: 0 },
      { atMs: 5, type: 'ledger-before', rows: 1, tookMs: 3, error: null },
      { atMs: 19_100, type: 'ledger-read', rows: KEYS.length, readAtMs: 19_050, ...READ },
      instances(100, ['web-1', 'web-2']),
      state('web-1', 200),
      state('web-2', 200),
      ...watched(300, END_MS),
      {
        atMs: 17_500,
        type: 'finding',
        window: 'settled',
        path: 'steps[2]',
        what: 'web-1 serves',
        holds: true,
        evidence: [],
      },
      {
        atMs: 19_250,
        type: 'undone',
        id: 0,
        by: 'run',
        healed: true,
        outcome: 'undone',
        evidence: 'gone',
        remedy: null,
      },
    ],
  })
  // Its made-up clock would put the edge's log elsewhere; the numbers follow one another again without it.
  const events = record.events
    .filter(({ type }) => type !== 'clock')
    .map((event, seq) => ({
      ...event,
      seq,
      ...(sealed && event.type === 'run-started' ? { sealed: true } : {}),
    }))
  return { ...record, events: events as RunRecord['events'] }
}

const READ = { openJobs: 0, balances: [], readings: 2, tookMs: 90, agreed: true, error: null }

const KILL = {
  kind: 'fault',
  fault: 'kill',
  victim: { ref: 'named', name: 'web-1' },
  args: {},
  place: 'drills/kill-node.ts:5',
} as const

/** Every file of it, by its path in the record; not sealed. */
export async function baseFiles(sealed: boolean): Promise<Map<string, Uint8Array>> {
  const record = baseRecord(sealed)
  const files = createFakeFiles()
  await storeRecord(files, DIRECTORY, record)
  await files.makeDir(join(DIRECTORY, RECORD_FILES.logs))
  const put = (file: string, text: string) => files.writeAtomic(join(DIRECTORY, file), text)
  await put(RECORD_FILES.drill, drillText(record.drill))
  await put(RECORD_FILES.configuration, configurationText({ loads: { shop: 'shop.ts' } }))
  await put(LOG, accessLog(record))
  await put('logs/web-1.log', `${new Date(record.header.zeroWallMs + 9000).toISOString()} error: refused\n`)
  await storeLedger(files)
  const paths = [
    LOG,
    'logs/web-1.log',
    ...(await files.list(DIRECTORY)).filter((name) => name !== RECORD_FILES.logs),
  ]
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path, await files.readBytes(join(DIRECTORY, path))] as const),
    ),
  )
}

function accessLog({ header }: RunRecord): string {
  const lines = Array.from({ length: 40 }, (_, k) => ({
    time: header.zeroWallMs + 8000 + 50 * k,
    durationMs: 9,
    status: 200,
    instance: k % 2 === 0 ? 'web-1' : 'web-2',
    method: 'GET',
    path: '/products',
  }))
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

async function storeLedger(files: Files): Promise<void> {
  const open = (file: string) => files.openAppend(join(DIRECTORY, file))
  const writes = openWrites(await open(RECORD_FILES.writes))
  writes.append(
    KEYS.map((key, k) => ({
      startMs: 6000 + 400 * k,
      durationMs: k === 19 ? Number.NaN : 5,
      key,
      told: k === 19 ? 'unknown' : 'acknowledged',
      status: 201,
      instance: 'web-2',
      release: '1.0.0',
    })),
  )
  await writes.close()
  const stored = openStored(await open(RECORD_FILES.stored))
  stored.append(KEYS.map((key) => ({ key, count: 1, jobs: NO_JOBS })))
  await stored.close()
  const keys = openKeys(await open(RECORD_FILES.storedBefore))
  keys.append([{ key: 'older' }])
  await keys.close()
}

/** A machine in memory that has these files, and nothing else. */
export async function filesWith(contents: ReadonlyMap<string, Uint8Array>): Promise<Files> {
  const files = createFakeFiles()
  await files.makeDir(join(DIRECTORY, RECORD_FILES.logs))
  for (const [path, bytes] of contents) await files.writeAtomic(join(DIRECTORY, path), bytes)
  return files
}
