/**
 * `node bench/reports.ts [--requests 300000] [--seconds 600] [--trials 3]`: how long it takes, and how much memory, to render
 * all reports of a stored run of ten minutes at 500 requests a second, with the logs of two instances and of the edge, and
 * how long the page is. Each trial is a process of its own, which reads, measures and judges first; its peak is that of all
 * of it. Resumable: see ledger.ts. Nothing else should run meanwhile. `--render <directory>` is what that process does.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { judgeRecord, writeReports } from '../src/cli/judge-record.ts'
import { nodeHost } from '../src/host/node.ts'
import { keyOf, trials } from './ledger.ts'
import { writeManyRequests } from './many-requests.ts'

const MOST_S = 3
const MOST_MB = 500
const MOST_PAGE_BYTES = 1_000_000

const { values } = parseArgs({
  options: {
    render: { type: 'string' },
    requests: { type: 'string', default: '300000' },
    seconds: { type: 'string', default: '600' },
    trials: { type: 'string', default: '3' },
  },
})

interface Rendered {
  verdict: string
  requests: number
  logBytes: number
  /** Read, measured and judged; then all reports rendered and written. */
  judgeS: number
  renderS: number
  peakMb: number
  pageBytes: number
}

async function renderHere(directory: string): Promise<Rendered> {
  const host = nodeHost()
  const before = performance.now()
  const input = await judgeRecord(host, directory, { indicators: {}, strict: null })
  const judged = performance.now()
  await writeReports(host, directory, input, { summary: false })
  const rendered = performance.now()
  const peakKb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
  const logs = ['web-1', 'web-2', 'edge'].map((name) => statSync(join(directory, 'logs', `${name}.log`)).size)
  return {
    verdict: input.verdict.verdict,
    requests: input.record.requests.length,
    logBytes: logs.reduce((a, b) => a + b),
    judgeS: (judged - before) / 1000,
    renderS: (rendered - judged) / 1000,
    peakMb: Math.round((peakKb * 1024) / 1e6),
    pageBytes: statSync(join(directory, 'report.html')).size,
  }
}

/** A line for each request, of the instance and of the edge, as JSON loggers write them, and now and then an error. */
function writeLogs(directory: string, seconds: number, perSecond: number): void {
  const logs = join(directory, 'logs')
  mkdirSync(logs, { recursive: true })
  // By the clock of `buildRecord`, whose wall is the machine's own.
  const zeroMs = 1_000_000
  for (const [name, share] of [
    ['web-1', 0.5],
    ['web-2', 0.5],
    ['edge', 1],
  ] as const) {
    const count = seconds * perSecond * share
    const lines = Array.from({ length: count }, (_, k) => {
      const time = new Date(zeroMs + (k * 1000) / (perSecond * share)).toISOString()
      const level = k % 997 === 0 ? 50 : 30
      return `{"level":${level},"time":"${time}","pid":4711,"hostname":"${name}","req":{"method":"GET","url":"/products/${k}"},"res":{"statusCode":200},"responseTime":${k % 40},"msg":"request completed"}`
    })
    writeFileSync(join(logs, `${name}.log`), `${lines.join('\n')}\n`)
  }
}

function renderApart(directory: string): Rendered {
  const argv = ['--conditions=source', fileURLToPath(import.meta.url), '--render', directory]
  const out = execFileSync(process.execPath, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  return JSON.parse(out) as Rendered
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'firedrill-reports-'))
  const [count, seconds] = [Number(values.requests), Number(values.seconds)]
  let isWritten = false
  try {
    const all = await trials(
      'reports',
      keyOf(['src', 'package-lock.json']),
      `${count} requests in ${seconds} s`,
      Number(values.trials),
      async () => {
        if (!isWritten) {
          await writeManyRequests(directory, count, seconds * 1000)
          writeLogs(directory, seconds, count / seconds)
        }
        isWritten = true
        return { ...renderApart(directory) }
      },
    )
    const most = (name: keyof Rendered): number => Math.max(...all.map((trial) => Number(trial[name])))
    console.log(
      `${count} requests in ${seconds} s: rendered in at most ${most('renderS').toFixed(2)} s (judged in ${most('judgeS').toFixed(2)} s before), ${most('peakMb')} MB, a page of ${most('pageBytes')} bytes, in ${all.length} runs`,
    )
    const within = most('renderS') < MOST_S && most('peakMb') < MOST_MB && most('pageBytes') < MOST_PAGE_BYTES
    process.exitCode = within ? 0 : 1
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

if (values.render === undefined) await main()
else console.log(JSON.stringify(await renderHere(values.render)))
