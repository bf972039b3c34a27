/**
 * `node bench/k6-overhead.ts [--short] [--pairs n] [--rate n]`: CPU of k6 without any output against k6 with decoding
 * and recording, at a constant rate on a server with a fixed answer in a process of its own. Pairs alternate in order.
 * Nothing else should run meanwhile.
 */
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { nodeHost } from '../src/host/node.ts'
import { openMetrics, openRequests } from '../src/journal/columns/open.ts'
import { findK6 } from '../src/load/k6/find.ts'
import { k6Load } from '../src/load/k6/load.ts'
import { keyOf, trials } from './ledger.ts'

const { values: flags } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    pairs: { type: 'string' },
    rate: { type: 'string', default: '1000' },
    serve: { type: 'boolean', default: false },
  },
})
const RATE = Number(flags.rate)
const SECONDS = flags.short ? 5 : 10
const PAIRS = Number(flags.pairs ?? (flags.short ? 2 : 5))
const ALLOWED_RATIO = 1.35

if (flags.serve) serve()
else await compare()

/** Answers everything with the same few bytes; `/served` tells and resets how many that were. */
function serve(): void {
  let served = 0
  const server = createServer((request, response) => {
    if (request.url === '/served') {
      response.end(String(served))
      served = 0
      return
    }
    served += 1
    response.end('{"id":1,"name":"kettle","price":1999}')
  })
  server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
  process.stdin.on('end', () => process.exit()).resume()
}

async function compare(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'firedrill-overhead-'))
  const server = spawn(process.execPath, [fileURLToPath(import.meta.url), '--serve'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const port = await new Promise<string>((resolve) =>
      server.stdout.once('data', (line) => resolve(String(line).trim())),
    )
    const bench = await prepare(directory, `http://127.0.0.1:${port}`)
    const key = `${keyOf(['src/load', 'src/journal', 'bench/k6-overhead.ts', 'package-lock.json'])}-${RATE}x${SECONDS}`
    const pairs = await trials('k6-overhead', key, 'pair', PAIRS, async (trial) => {
      const first = trial % 2 === 1 ? await bare(bench) : await recorded(bench)
      const second = trial % 2 === 1 ? await recorded(bench) : await bare(bench)
      return trial % 2 === 1 ? { bare: first, recorded: second } : { bare: second, recorded: first }
    })
    report(pairs as unknown as { bare: Run; recorded: Run }[])
  } finally {
    server.stdin.end()
    rmSync(directory, { recursive: true, force: true })
  }
}

interface Run {
  k6CpuMs: number
  harnessCpuMs: number
  /** Arrivals that the server never saw. */
  missing: number
}

interface Bench {
  directory: string
  edge: string
  script: string
  /** Runs k6 and writes the CPU time that it took to `times`. */
  wrapper: string
  times: string
  version: string
}

async function prepare(directory: string, edge: string): Promise<Bench> {
  const k6 = await findK6(nodeHost(), { onProgress: (line) => console.error(line) })
  const script = join(directory, 'fixed.js')
  writeFileSync(
    script,
    `import http from 'k6/http'
export const options = { scenarios: { load: { executor: 'constant-arrival-rate', rate: ${RATE}, timeUnit: '1s',
  duration: '${SECONDS}s', preAllocatedVUs: 200, maxVUs: 200, gracefulStop: '10s' } } }
export default function () { http.get(__ENV.EDGE_URL + '/products/1', { tags: { op: 'show' } }) }
`,
  )
  const times = join(directory, 'times')
  const wrapper = join(directory, 'k6')
  writeFileSync(wrapper, `#!/bin/sh\n'${k6.path}' "$@"\ncode=$?\ntimes > '${times}'\nexit $code\n`)
  chmodSync(wrapper, 0o755)
  return { directory, edge, script, wrapper, times, version: k6.version }
}

async function bare(bench: Bench): Promise<Run> {
  const argv = [bench.wrapper, 'run', '--quiet', '--summary-mode=disabled', '--no-thresholds', bench.script]
  const env = {
    ...process.env,
    EDGE_URL: bench.edge,
    K6_NO_USAGE_REPORT: 'true',
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
  }
  const { exitCode, stderr } = await nodeHost().processes.run(argv, { cwd: bench.directory, env })
  if (exitCode !== 0) throw new Error(`k6 ended with ${exitCode}: ${stderr}`)
  return { k6CpuMs: childCpuMs(bench.times), harnessCpuMs: 0, missing: await missing(bench) }
}

async function recorded(bench: Bench): Promise<Run> {
  const host = nodeHost()
  const open = (name: string) =>
    host.files.openAppend(join(bench.directory, `${process.hrtime.bigint()}-${name}`))
  const requests = openRequests(await open('requests'))
  const metrics = openMetrics(await open('metrics'))
  const before = process.cpuUsage()
  const load = await k6Load(host, { path: bench.wrapper, version: bench.version, from: 'K6_PATH' }).start({
    script: bench.script,
    profile: { kind: 'script' },
    maxDurationMs: 600_000,
    requestTimeoutMs: 5000,
    vus: null,
    edge: bench.edge,
    env: {},
    args: [],
    deniedRanges: [],
    stateDir: join(bench.directory, 'state'),
    logFile: join(bench.directory, 'k6.log'),
    mark: 'bench/overhead',
    onRequests: (rows) =>
      requests.append(rows.map(({ startWallMs, ...row }) => ({ ...row, startMs: startWallMs }))),
    onMetrics: (rows) => metrics.append(rows.map(({ wallMs, ...row }) => ({ ...row, atMs: wallMs }))),
    onWrites: () => undefined,
  })
  const { exitCode, malformedRows, lastLines } = await load.ended
  await Promise.all([requests.close(), metrics.close()])
  const { user, system } = process.cpuUsage(before)
  if (exitCode !== 0 || malformedRows > 0)
    throw new Error(`k6 ended with ${exitCode}: ${lastLines.join('\n')}`)
  return {
    k6CpuMs: childCpuMs(bench.times),
    harnessCpuMs: (user + system) / 1000,
    missing: await missing(bench),
  }
}

/** The second line of the shell's `times`: user and system time of its children, as `0m1.230s`. */
function childCpuMs(file: string): number {
  const line = readFileSync(file, 'utf8').trim().split('\n')[1] ?? ''
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000,
    0,
  )
}

async function missing(bench: Bench): Promise<number> {
  return Math.max(0, RATE * SECONDS - Number(await (await fetch(`${bench.edge}/served`)).text()))
}

function report(pairs: { bare: Run; recorded: Run }[]): void {
  const perRequestUs = (ms: number): number => Math.round((ms * 1000) / (RATE * SECONDS))
  const bareMs = median(pairs.map((pair) => pair.bare.k6CpuMs))
  const wholeMs = median(pairs.map((pair) => pair.recorded.k6CpuMs + pair.recorded.harnessCpuMs))
  const harnessMs = median(pairs.map((pair) => pair.recorded.harnessCpuMs))
  const ratio = wholeMs / bareMs
  const missed = {
    bare: median(pairs.map((pair) => pair.bare.missing)),
    recorded: median(pairs.map((pair) => pair.recorded.missing)),
  }
  console.log(`CPU a request, median of ${pairs.length} pairs: k6 alone ${perRequestUs(bareMs)} µs;`)
  console.log(
    `  with decoding and recording ${perRequestUs(wholeMs)} µs, ${perRequestUs(harnessMs)} µs of it in the harness.`,
  )
  console.log(
    `Ratio ${ratio.toFixed(3)} (allowed ${ALLOWED_RATIO}). Arrivals not sent: ${missed.bare} alone, ${missed.recorded} recorded.`,
  )
  const right = ratio <= ALLOWED_RATIO && missed.recorded <= missed.bare
  console.log(right ? 'PASS' : 'FAIL')
  process.exitCode = right ? 0 : 1
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
