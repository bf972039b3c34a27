/** Records as runs leave them, with their seal and verdict, of an artifact. */
import { join } from 'node:path'
import { judgeRecord } from '../../src/cli/judge-record.ts'
import { nodeHost } from '../../src/host/node.ts'
import type { EventBody } from '../../src/journal/events.ts'
import type { RunRecord } from '../../src/journal/record.ts'
import type { RunStarted } from '../../src/journal/run-started.ts'
import { sealRecord } from '../../src/journal/seal.ts'
import { canonicalVerdict } from '../../src/verdict/canonical.ts'
import { storeRecord } from '../journal/store-record.ts'
import {
  buildRecord,
  p95Below150,
  type RecordInput,
  steadyProbes,
  steadyRequests,
  uptimeThreeNines,
} from '../measure/build-record.ts'

export const DIGEST = 'a1'.repeat(32)
export const HOUR_MS = 3_600_000

export interface MadeGateRun {
  name?: string
  agoMs?: number
  drill?: string
  target?: RunStarted['target']
  environment?: string | null
  /** As given by `--set`. */
  set?: string[]
  blastRadius?: number | 'all'
  commit?: RunStarted['commit']
  inputs?: NonNullable<RunStarted['inputs']>
  version?: string | null
  digest?: string | null
  /** Of 4,000 requests that are judged; a fifth is too many. */
  failed?: number
  more?: Partial<RecordInput>
}

type Timed = { atMs: number } & EventBody

/** What a run journals of the release that its two instances serve. */
export function servingEvents(version: string | null, digest: string | null): Timed[] {
  const said = version === null ? null : { version, digest: null, source: 'header' }
  const instances = ['web-1', 'web-2'].map((name) => ({
    name,
    url: 'http://127.0.0.1:3001',
    identity: null,
    release: said,
    ready: true,
  }))
  const asked: Timed = { atMs: 5000, type: 'instances', instances, why: 'steady state before the drill' }
  if (version === null) return [asked]
  const release = { version, digest, where: `/srv/releases/${version}` }
  return [{ atMs: 2, type: 'release', ref: { ref: 'current' }, release }, asked]
}

/** The run held for 20 s, on two instances of 1.2.0. */
export function madeGateRecord(made: MadeGateRun = {}): RunRecord {
  const { failed = 0, more = {}, version = '1.2.0', digest = DIGEST } = made
  const requests = steadyRequests({ fromMs: 0, toMs: 27_000 }).map((row, k) => {
    const judged = k - 1000
    // Far from one another: no outage, no burst.
    return { ...row, ok: judged < 0 || judged % 700 !== 350 || judged >= failed * 700 }
  })
  const record = buildRecord({
    phases: [{ name: 'calm', durationMs: 20_000 }],
    requests,
    probes: steadyProbes({ fromMs: 0, toMs: 27_000 }),
    expect: [p95Below150, uptimeThreeNines],
    ...more,
    events: [...servingEvents(version, digest), ...(more.events ?? [])],
  })
  const { drill = 'kill-node', environment = null, set = [], agoMs = HOUR_MS } = made
  const about = {
    run: made.name ?? 'run-1',
    drill,
    environment,
    target: made.target ?? { name: 'processes', kind: 'process', why: 'a test' },
    zeroWallMs: Date.now() - agoMs,
    options: {
      set,
      params: paramsOf(set),
      ...(made.blastRadius === undefined ? {} : { blastRadius: made.blastRadius }),
    },
    sealed: true as const,
    ...(made.commit ? { commit: made.commit } : {}),
    ...(made.inputs ? { inputs: made.inputs } : {}),
  }
  const header = { ...record.header, ...about }
  const events = record.events.map((event) => (event.type === 'run-started' ? { ...event, ...about } : event))
  return { ...record, header, events, drill: { ...record.drill, name: drill } }
}

/** As the drill has them, but for what was set. */
function paramsOf(set: readonly string[]): Record<string, string> {
  return { rate: '200/s', baseline: '20s', ...Object.fromEntries(set.map((pair) => pair.split('='))) }
}

/** Below `reports/` of the directory; gives its place. */
export async function storeGateRun(directory: string, made: MadeGateRun = {}): Promise<string> {
  const host = nodeHost()
  const place = join(directory, 'reports', made.name ?? 'run-1')
  await storeRecord(host.files, place, madeGateRecord(made))
  await sealRecord(host.files, place, 'run')
  await storeVerdict(place)
  return place
}

export async function storeVerdict(place: string, strict: boolean | null = null): Promise<void> {
  const host = nodeHost()
  const { verdict } = await judgeRecord(host, place, { indicators: {}, strict })
  await host.files.writeAtomic(join(place, 'verdict.json'), canonicalVerdict(verdict))
}
