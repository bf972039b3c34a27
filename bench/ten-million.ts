/**
 * `node bench/ten-million.ts [--requests 10000000] [--trials 3]`: how long it takes, and how much memory, to judge a record
 * of ten million requests: read back, measured exactly, judged, in a process of its own. Resumable: see ledger.ts. Nothing
 * else should run meanwhile. `--judge <directory>` is what that process does.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { nodeFiles } from '../src/host/files.ts'
import { readRecord } from '../src/journal/read-record.ts'
import { measure } from '../src/measure/measure.ts'
import { judge } from '../src/verdict/judge.ts'
import { keyOf, trials } from './ledger.ts'
import { writeManyRequests } from './many-requests.ts'

const MOST_S = 20
const MOST_MIB = 1024

const { values } = parseArgs({
  options: {
    judge: { type: 'string' },
    requests: { type: 'string', default: '10000000' },
    trials: { type: 'string', default: '3' },
  },
})

interface Judged {
  verdict: string
  clauses: number
  requests: number
  /** From the process's own begin, what Node takes to start left out. */
  readS: number
  measureS: number
  totalS: number
  peakMiB: number
}

async function judgeHere(directory: string): Promise<Judged> {
  const record = await readRecord(nodeFiles(), directory)
  const readS = process.uptime()
  const measurements = measure(record)
  const measureS = process.uptime() - readS
  const { verdict, clauses } = judge(record, measurements, { strict: false })
  return {
    verdict,
    clauses: clauses.length,
    requests: record.requests.length,
    readS,
    measureS,
    totalS: process.uptime(),
    peakMiB: peakMiB(),
  }
}

/** The most memory that this process has held at once. Source: proc(5), VmHWM; elsewhere getrusage's. */
function peakMiB(): number {
  if (!existsSync('/proc/self/status')) return process.resourceUsage().maxRSS / 1024
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
}

function judgeApart(directory: string): Promise<Judged> {
  const argv = ['--conditions=source', fileURLToPath(import.meta.url), '--judge', directory]
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  return new Promise((resolve, reject) =>
    child.on('close', (code) =>
      code === 0
        ? resolve(JSON.parse(text) as Judged)
        : reject(new Error(`judging ended with exit code ${code}`)),
    ),
  )
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'firedrill-ten-million-'))
  const count = Number(values.requests)
  let isWritten = false
  try {
    const all = await trials(
      'ten-million',
      keyOf(['src', 'package-lock.json']),
      `${count} requests`,
      Number(values.trials),
      async () => {
        if (!isWritten) await writeManyRequests(directory, count)
        isWritten = true
        return { ...(await judgeApart(directory)) }
      },
    )
    const slowest = Math.max(...all.map(({ totalS }) => Number(totalS)))
    const largest = Math.max(...all.map(({ peakMiB }) => Number(peakMiB)))
    console.log(
      `${count} requests: at most ${slowest.toFixed(1)} s and ${largest.toFixed(0)} MiB in ${all.length} runs`,
    )
    process.exitCode = slowest < MOST_S && largest < MOST_MIB ? 0 : 1
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

if (values.judge === undefined) await main()
else console.log(JSON.stringify(await judgeHere(values.judge)))
