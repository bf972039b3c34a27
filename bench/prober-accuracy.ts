/**
 * `node bench/prober-accuracy.ts [--trials 30] [--only hang-500] [--out file]`: how exact is the length of an outage
 * as the prober sees it? A listener that is otherwise idle hangs (SIGSTOP to SIGCONT) or refuses (closes, and listens
 * again) for 100, 500 and 2,000 ms; its own times are the truth. Resumable: see ledger.ts. Nothing else should run.
 *
 * What is expected: an outage is seen from the first *due* probe that it harms, up to a tick (20 ms) after it began,
 * so that lengths come out 10 ms short on average. A hang ends for clients as soon as the listener has worked off
 * what waited; a refusal ends for them with the first probe due after it, up to a tick later, which evens the two out.
 */

import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Child } from '../src/host/host.ts'
import { nodeHost } from '../src/host/node.ts'
import type { ProbeRow } from '../src/probe/probe.ts'
import { startProber } from '../src/probe/start.ts'
import { endProcesses } from '../src/undo/end-processes.ts'
import { keyOf, type Trial, trials } from './ledger.ts'
import { longestOutage, p95 } from './longest-outage.ts'

const WITHIN_MS = 30
const INTERVAL_MS = 20
const TIMEOUT_MS = 5000
const LENGTHS_MS = [100, 500, 2000]
/** Before a trial; with a random part, so that outages begin anywhere between two probes. */
const QUIET_MS = 400
/** Long enough for the prober's batch to arrive. */
const AFTER_MS = 500

const { values } = parseArgs({
  options: { trials: { type: 'string', default: '30' }, only: { type: 'string' }, out: { type: 'string' } },
})
const count = Number(values.trials)
const host = nodeHost()
const { clock } = host
const run = `bench-${process.pid}`
const dir = await host.files.temporaryDir('bench-')
const rows: ProbeRow[] = []

interface Listener {
  child: Child
  port: number
  refuse(lengthMs: number): Promise<Outage>
}
type Outage = { startMs: number; endMs: number }

async function startListener(): Promise<Listener> {
  const program = fileURLToPath(new URL('./prober-listener.ts', import.meta.url))
  const child = await host.processes.spawn({
    argv: [process.execPath, program],
    cwd: dir,
    env: { PATH: host.env.PATH },
    mark: `${run}/listener`,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: { file: join(dir, 'listener.log') },
  })
  const lines = createInterface({ input: child.stdout as Readable })
  const said = async (): Promise<Record<string, number>> => JSON.parse(String((await once(lines, 'line'))[0]))
  const { port } = await said()
  return {
    child,
    port: port!,
    async refuse(lengthMs) {
      const saying = said()
      child.stdin!.write(`refuse ${lengthMs}\n`)
      const { startMs, endMs } = await saying
      return { startMs: startMs!, endMs: endMs! }
    },
  }
}

async function hang({ child }: Listener, lengthMs: number): Promise<Outage> {
  const startMs = clock.monoMs()
  process.kill(child.identity.pid, 'SIGSTOP')
  await clock.sleep(lengthMs)
  const endMs = clock.monoMs()
  process.kill(child.identity.pid, 'SIGCONT')
  return { startMs, endMs }
}

async function trial(listener: Listener, kind: string, lengthMs: number, baselineP95Ms: number) {
  const fromMs = clock.monoMs()
  await clock.sleep(QUIET_MS + Math.random() * INTERVAL_MS)
  const truth = kind === 'hang' ? await hang(listener, lengthMs) : await listener.refuse(lengthMs)
  await clock.sleep(AFTER_MS)
  const since = rows.filter(({ dueMs }) => dueMs > fromMs)
  const { longest, count: seen } = longestOutage(since, { intervalMs: INTERVAL_MS, baselineP95Ms })
  const trueMs = truth.endMs - truth.startMs
  const seenMs = longest ? longest.endMs - longest.startMs : 0
  const rounded = (ms: number): number => Math.round(ms * 100) / 100
  return {
    trueMs: rounded(trueMs),
    seenMs: rounded(seenMs),
    errorMs: rounded(seenMs - trueMs),
    startErrorMs: longest ? rounded(longest.startMs - truth.startMs) : null,
    endErrorMs: longest ? rounded(longest.endMs - truth.endMs) : null,
    outages: seen,
    baselineP95Ms: rounded(baselineP95Ms),
  }
}

function summary(name: string, all: readonly Trial[]): boolean {
  const errors = all.map(({ errorMs }) => Number(errorMs)).sort((a, b) => a - b)
  const within = errors.filter((error) => Math.abs(error) <= WITHIN_MS).length
  const [min, median, max] = [errors[0], errors[Math.floor(errors.length / 2)], errors.at(-1)]
  console.log(
    `${name}: ${within}/${all.length} within ${WITHIN_MS} ms; error min ${min} median ${median} max ${max} ms`,
  )
  return within * 30 >= all.length * 29
}

async function bench(): Promise<boolean> {
  const listener = await startListener()
  const mark = `${run}/prober`
  const prober = await startProber(host, {
    url: `http://127.0.0.1:${listener.port}/`,
    intervalMs: INTERVAL_MS,
    timeoutMs: TIMEOUT_MS,
    mark,
    logFile: join(dir, 'prober.log'),
    onProbes: (batch) => rows.push(...batch),
  })
  await clock.sleep(2000)
  const [startMs, startCpuMs, first] = [clock.monoMs(), await host.processes.cpuMs(mark), rows.length]
  await clock.sleep(3000)
  const baseline = p95(
    rows
      .slice(first)
      .map((row) => row.endMs - row.startMs)
      .sort((a, b) => a - b),
  )
  const key = keyOf([
    'src/host',
    'src/probe',
    'src/measure/outage.ts',
    'bench/prober-listener.ts',
    'bench/prober-accuracy.ts',
    'bench/longest-outage.ts',
  ])
  console.log(`key ${key}; probes take ${baseline.toFixed(2)} ms (p95) with nothing wrong`)
  let right = true
  for (const kind of ['hang', 'refuse']) {
    for (const lengthMs of LENGTHS_MS) {
      const name = `${kind}-${lengthMs}`
      if (values.only !== undefined && values.only !== name) continue
      const all = await trials('prober-accuracy', key, name, count, () =>
        trial(listener, kind, lengthMs, baseline),
      )
      right = summary(name, all) && right
      if (values.out !== undefined)
        appendFileSync(values.out, all.map((line) => `${JSON.stringify(line)}\n`).join(''))
    }
  }
  const cpu = (await host.processes.cpuMs(mark)) - startCpuMs
  const { missed } = await prober.stop()
  console.log(
    `prober: ${((100 * cpu) / (clock.monoMs() - startMs)).toFixed(1)} % of a core, ${missed} probes missed`,
  )
  return right
}

try {
  process.exitCode = (await bench()) ? 0 : 1
} finally {
  await endProcesses({ mark: `${run}/` }, { host, signal: new AbortController().signal, hurry: true })
  await host.files.remove(dir)
}
