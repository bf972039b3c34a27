/**
 * Makes the record of the present format that stays here for good, so that later firedrills are seen to read it:
 * `node --conditions=source test/journal/records/make.ts`. One that is there already is never made again.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { judgeRecord } from '../../../src/cli/judge-record.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { openKeys, openStored, openWrites } from '../../../src/journal/columns/open.ts'
import { JOURNAL_FORMAT } from '../../../src/journal/events.ts'
import { RECORD_FILES, type RunRecord } from '../../../src/journal/record.ts'
import { NO_JOBS } from '../../../src/journal/rows.ts'
import { sealRecord } from '../../../src/journal/seal.ts'
import { configurationText, drillText } from '../../../src/journal/stored-drill.ts'
import { canonicalVerdict } from '../../../src/verdict/canonical.ts'
import { instances, state, watched } from '../../measure/build-instances.ts'
import {
  buildRecord,
  objective,
  p95Below150,
  steadyProbes,
  steadyRequests,
} from '../../measure/build-record.ts'
import { storeRecord } from '../store-record.ts'

const directory = fileURLToPath(new URL(`./${JOURNAL_FORMAT}`, import.meta.url))
const LOAD = { fromMs: 0, toMs: 9000, ratePerSecond: 40 }
const LOG = 'logs/access.ndjson'
const FIELDS = {
  time: 'time',
  durationMs: 'durationMs',
  status: 'status',
  instance: 'instance',
  method: 'method',
  path: 'path',
}
const READ = { openJobs: 0, balances: [], readings: 2, tookMs: 90, agreed: true, error: null }

if (existsSync(directory))
  throw new Error(`${directory} is there already: what was written once is read for good`)
await make()

function small(): RunRecord {
  const record = buildRecord({
    warmUpMs: 2000,
    phases: [
      { name: 'baseline', durationMs: 2000 },
      { name: 'lost', durationMs: 3000, steps: [kill()] },
    ],
    ratePerSecond: LOAD.ratePerSecond,
    requests: steadyRequests(LOAD),
    probes: steadyProbes({ ...LOAD, intervalMs: 200 }),
    probeIntervalMs: 200,
    faults: [{ window: 'lost', instantMs: 4500, healed: true }],
    metrics: [{ atMs: 2500, metric: 'checks', label: 'order accepted' }],
    writes: [{ key: 'order-1', startMs: 2500 }],
    stored: [{ key: 'order-1' }],
    before: ['older'],
    expect: [
      p95Below150,
      objective({ kind: 'uptime', by: 'requests' }, { op: 'atLeast', value: 0.95 }),
      objective({ kind: 'writes', wrong: 'lost' }, { op: 'atMost', value: 0 }, { over: 'run' }),
    ],
    events: [
      { atMs: 2, type: 'traffic-source', file: LOG, format: { kind: 'json-lines', fields: FIELDS } },
      { atMs: 5, type: 'ledger-before', rows: 1, tookMs: 3, error: null },
      { atMs: 9100, type: 'ledger-read', rows: 1, readAtMs: 9050, ...READ },
      instances(100, ['web-1', 'web-2']),
      state('web-1', 200),
      ...watched(300, 7000),
    ],
  })
  const events = record.events.filter(({ type }) => type !== 'clock').map((event, seq) => ({ ...event, seq }))
  const [started, ...others] = events
  return { ...record, events: [{ ...started, sealed: true }, ...others] as RunRecord['events'] }
}

function kill() {
  const victim = { ref: 'named', name: 'web-1' } as const
  return { kind: 'fault', fault: 'kill', victim, args: {}, place: 'drills/kill-node.ts:5' } as const
}

async function make(): Promise<void> {
  const host = nodeHost()
  const { files } = host
  const record = small()
  await storeRecord(files, directory, record)
  await files.makeDir(join(directory, RECORD_FILES.logs))
  const put = (file: string, text: string) => files.writeAtomic(join(directory, file), text)
  const line = {
    time: record.header.zeroWallMs + 5000,
    durationMs: 9,
    status: 200,
    instance: 'web-2',
    method: 'GET',
    path: '/',
  }
  await put(LOG, `${JSON.stringify(line)}\n`)
  await put(RECORD_FILES.drill, drillText(record.drill))
  await put(RECORD_FILES.configuration, configurationText({ loads: { shop: 'shop.ts' } }))
  const open = (file: string) => files.openAppend(join(directory, file))
  const writes = openWrites(await open(RECORD_FILES.writes))
  writes.append([
    {
      startMs: 2500,
      durationMs: 5,
      key: 'order-1',
      told: 'acknowledged',
      status: 201,
      instance: 'web-2',
      release: '1.0.0',
    },
  ])
  await writes.close()
  const stored = openStored(await open(RECORD_FILES.stored))
  stored.append([{ key: 'order-1', count: 1, jobs: NO_JOBS }])
  await stored.close()
  const keys = openKeys(await open(RECORD_FILES.storedBefore))
  keys.append([{ key: 'older' }])
  await keys.close()
  await sealRecord(files, directory, 'run')
  const { verdict } = await judgeRecord(host, directory, { indicators: {}, strict: null })
  await put(RECORD_FILES.verdict, canonicalVerdict(verdict))
}
