/**
 * `node bench/prober-under-load.ts [--trials 10]`: the outage that the prober sees while the edge is under load, against
 * the edge's own log. The edge hangs (SIGSTOP to SIGCONT) under 200 requests a second; by its log the outage lasts until
 * it has worked off what waited. Resumable: see ledger.ts. Nothing else should run.
 */
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Child } from '../src/host/host.ts'
import { nodeHost } from '../src/host/node.ts'
import { findK6 } from '../src/load/k6/find.ts'
import { k6Load } from '../src/load/k6/load.ts'
import type { ProbeRow } from '../src/probe/probe.ts'
import { startProber } from '../src/probe/start.ts'
import { endProcesses } from '../src/undo/end-processes.ts'
import { keyOf, trials } from './ledger.ts'
import { longestOutage, p95 } from './longest-outage.ts'

const OWN = ['prober-under-load', 'prober-listener', 'longest-outage'].map((name) => `bench/${name}.ts`)
const LENGTHS_MS = [100, 500, 2000]
const INTERVAL_MS = 20
/** What comes in, of load and prober together. */
const PER_MS = 200 / 1000 + 1 / INTERVAL_MS
const QUIET_MS = 1500
/** The edge writes its log at most 100 ms late, the prober its rows. */
const AFTER_MS = 1500
const { values } = parseArgs({ options: { trials: { type: 'string', default: '10' } } })
const host = nodeHost()
const { clock } = host
const run = `bench-${process.pid}`
const dir = await host.files.temporaryDir('bench-')
const log = join(dir, 'access.ndjson')
const rows: ProbeRow[] = []
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

function program(name: string, path: string, env: Record<string, string>): Promise<Child> {
  return host.processes.spawn({
    argv: [process.execPath, at(path)],
    cwd: dir,
    env: { PATH: host.env.PATH, ...env },
    mark: `${run}/${name}`,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: { file: join(dir, `${name}.log`) },
  })
}

async function upstream(name: string): Promise<string> {
  const child = await program(name, './prober-listener.ts', {})
  const [line] = await once(createInterface({ input: child.stdout as Readable }), 'line')
  return `${name}=http://127.0.0.1:${(JSON.parse(String(line)) as { port: number }).port}`
}

async function startEdge(): Promise<{ child: Child; url: string }> {
  const port = await host.net.freePort()
  const upstreams = [await upstream('web-1'), await upstream('web-2')].join(',')
  const env = { EDGE_PORT: String(port), EDGE_UPSTREAMS: upstreams, EDGE_ACCESS_LOG: log }
  const child = await program('edge', '../src/target/edge/main.ts', env)
  const url = `http://127.0.0.1:${port}`
  const untilMs = clock.monoMs() + 10_000
  while ((await host.net.request(`${url}/_edge/ready`, { timeoutMs: 500 })).status !== 200) {
    if (clock.monoMs() > untilMs) throw new Error('the edge never got ready')
    await clock.sleep(50)
  }
  return { child, url }
}

/**
 * The outage by the log's lines since a wall-clock moment, ms: from the last completion before the longest stretch
 * without one, until all but two of those are completed that came in meanwhile. Working off what waited is outage.
 */
async function loggedOutage(sinceWallMs: number): Promise<{ gapMs: number; loggedMs: number }> {
  const lines = (await host.files.read(log)).trimEnd().split('\n')
  const ends = lines
    .map((line) => JSON.parse(line) as { time: number; durationMs: number })
    .map(({ time, durationMs }) => time + durationMs)
    .filter((endMs) => endMs > sinceWallMs)
    .sort((a, b) => a - b)
  const gaps = ends.slice(1).map((endMs, k) => endMs - ends[k]!)
  const gapMs = Math.max(...gaps)
  const last = gaps.indexOf(gapMs)
  const startMs = ends[last]!
  const caughtUp = ends.findIndex((endMs, k) => k > last && k - last >= (endMs - startMs) * PER_MS - 2)
  return { gapMs, loggedMs: ends[caughtUp]! - startMs }
}

async function trial(edge: Child, lengthMs: number, baselineP95Ms: number) {
  const [fromMs, fromWallMs] = [clock.monoMs(), clock.wallMs()]
  await clock.sleep(QUIET_MS + Math.random() * INTERVAL_MS)
  process.kill(edge.identity.pid, 'SIGSTOP')
  await clock.sleep(lengthMs)
  process.kill(edge.identity.pid, 'SIGCONT')
  await clock.sleep(AFTER_MS)
  const since = rows.filter(({ dueMs }) => dueMs > fromMs)
  const { longest } = longestOutage(since, { intervalMs: INTERVAL_MS, baselineP95Ms })
  const seenMs = longest ? longest.endMs - longest.startMs : 0
  const { gapMs, loggedMs } = await loggedOutage(fromWallMs)
  const rounded = (ms: number): number => Math.round(ms * 10) / 10
  return {
    gapMs: rounded(gapMs),
    loggedMs: rounded(loggedMs),
    seenMs: rounded(seenMs),
    differenceMs: rounded(seenMs - loggedMs),
  }
}

async function bench(): Promise<void> {
  const edge = await startEdge()
  const k6 = k6Load(host, await findK6(host, { onProgress: (line) => console.error(line) }))
  const script = join(dir, 'load.js')
  await host.files.writeAtomic(
    script,
    `import http from 'k6/http'\nexport default () => http.get(__ENV.BASE_URL + '/', { timeout: '5s' })\n`,
  )
  const load = await k6.start({
    script,
    profile: { kind: 'constant-arrival-rate', ratePerSecond: 200 },
    maxDurationMs: 3_600_000,
    requestTimeoutMs: 5000,
    vus: null,
    edge: edge.url,
    env: {},
    args: [],
    deniedRanges: [],
    stateDir: dir,
    logFile: join(dir, 'k6.log'),
    mark: `${run}/load`,
    onRequests: () => undefined,
    onMetrics: () => undefined,
    onWrites: () => undefined,
  })
  await startProber(host, {
    url: `${edge.url}/`,
    intervalMs: INTERVAL_MS,
    timeoutMs: 5000,
    mark: `${run}/prober`,
    logFile: join(dir, 'prober.log'),
    onProbes: (batch) => rows.push(...batch),
  })
  await clock.sleep(5000)
  const baseline = p95(rows.map((row) => row.endMs - row.startMs).sort((a, b) => a - b))
  const key = keyOf(['src/host', 'src/probe', 'src/measure/outage.ts', 'src/target/edge', ...OWN])
  console.log(`key ${key}; probes take ${baseline.toFixed(1)} ms (p95) with nothing wrong`)
  for (const lengthMs of LENGTHS_MS) {
    const name = `hang-${lengthMs}`
    const all = await trials('prober-under-load', key, name, Number(values.trials), () =>
      trial(edge.child, lengthMs, baseline),
    )
    const off = all.map(({ differenceMs }) => Number(differenceMs)).sort((a, b) => a - b)
    const [min, median, max] = [off[0], off[Math.floor(off.length / 2)], off.at(-1)]
    console.log(`${name}: prober less log, min ${min} median ${median} max ${max} ms, of ${all.length}`)
  }
  await load.stop()
}

try {
  await bench()
} finally {
  await endProcesses({ mark: `${run}/` }, { host, signal: new AbortController().signal, hurry: true })
  await host.files.remove(dir)
}
