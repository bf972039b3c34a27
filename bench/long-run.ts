/**
 * `node --conditions=source bench/long-run.ts [--minutes 10] [--rate 1000]`: one long drill on a plain Node server; prints
 * what the harness's memory was, minute by minute, and how large its record is for each request. Resumable: see ledger.ts.
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeProject } from '../test/e2e/project.ts'
import { makeScratch } from '../test/e2e/scratch.ts'
import { config, drill, SMALL_APP } from '../test/e2e/small-app.ts'
import { onlyRecord, verdictOf } from '../test/e2e/stored.ts'
import { root } from './drill-trial.ts'
import { keyOf, once } from './ledger.ts'

const NAME = 'long-run'
const LOOK_MS = 1000
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, rate: { type: 'string', default: '1000' } },
})

interface Seen {
  requests: number
  recordBytes: number
  /** The median of each minute, MiB of resident memory; while it is judged at the end it takes more. */
  perMinuteMiB: number[]
  verdict: string
}

async function measured(): Promise<Seen> {
  const scratch = makeScratch()
  try {
    const steps = `phase('long', [hold('${values.minutes}m')])`
    const project = makeProject(scratch, 'long', {
      ...SMALL_APP,
      'firedrill.config.ts': config(),
      'drills/calm.ts': drill(steps, `{ rate: '${values.rate}/s' }`),
    })
    const argv = [
      '--conditions=source',
      join(root, 'src/cli/main.ts'),
      'run',
      'calm',
      '--out',
      scratch.out,
      '--quiet',
    ]
    const child = spawn(process.execPath, argv, {
      cwd: project.cwd,
      env: project.env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const seenMiB: number[] = []
    const look = setInterval(() => seenMiB.push(residentMiB(child.pid ?? 0)), LOOK_MS)
    await new Promise((resolve) => child.on('close', resolve))
    clearInterval(look)
    const record = onlyRecord(scratch.out)
    const verdict = verdictOf(record)
    const requests = verdict.windows.reduce(
      (sum, each) => (each.kind === 'phase' ? sum + each.requests : sum),
      0,
    )
    return {
      requests,
      recordBytes: bytesBelow(record),
      perMinuteMiB: medians(seenMiB),
      verdict: verdict.verdict,
    }
  } finally {
    rmSync(scratch.directory, { recursive: true, force: true })
  }
}

/** Source: proc(5), /proc/[pid]/status, VmRSS. */
function residentMiB(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kib) / 1024)
}

function medians(seen: readonly number[]): number[] {
  const perMinute = 60_000 / LOOK_MS
  return Array.from({ length: Math.floor(seen.length / perMinute) }, (_, minute) => {
    const sorted = seen.slice(minute * perMinute, (minute + 1) * perMinute).toSorted((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  })
}

function bytesBelow(directory: string): number {
  return readdirSync(directory, { recursive: true })
    .map((name) => statSync(join(directory, String(name))))
    .reduce((sum, entry) => (entry.isFile() ? sum + entry.size : sum), 0)
}

const key = keyOf(['src', 'package-lock.json', 'bench/long-run.ts', 'test/e2e/small-app.ts'])
const trial = await once(NAME, key, `${values.rate}/s for ${values.minutes} min`, 0, async () => ({
  ...(await measured()),
}))
const seen = trial as unknown as Seen
const [first = Number.NaN, ...rest] = seen.perMinuteMiB
console.log(`${seen.requests} requests, ${seen.verdict}`)
console.log(
  `memory by minute, MiB: ${seen.perMinuteMiB.join(' ')}; the last is ${((rest.at(-1) ?? first) / first).toFixed(2)} times the first`,
)
console.log(`record: ${(seen.recordBytes / seen.requests).toFixed(1)} bytes a request`)
