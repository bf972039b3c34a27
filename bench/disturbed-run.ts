/** A run of a drill by its real command line, with something done to it from outside while it is under way. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JournalEvent } from '../src/journal/events.ts'
import type { Verdict } from '../src/verdict/schema.ts'
import { leftOf, root } from './drill-trial.ts'

const LIMIT_MS = 240_000
const LOOK_MS = 50

export interface DisturbedRun {
  exit: number | null
  verdict: string
  /** Of each clause that is no pass: `window: objective: verdict (reason)`. */
  notPassed: string[]
  reasons: string[]
  instruments: string[]
  left: string[]
  summary: string
}

/**
 * `whenLost` is called once, when the journal says that the first fault was injected, with the run's name; it is waited
 * for. The record is removed in the end, unless `KEEP` is set.
 */
export async function disturbedRun(
  args: readonly string[],
  whenLost: (run: string) => Promise<void> = async () => undefined,
): Promise<DisturbedRun> {
  const out = mkdtempSync(join(tmpdir(), 'firedrill-disturbed-'))
  try {
    const exit = await runIn(out, args, whenLost)
    const record = recordIn(out)
    if (record === null) throw new Error(`${args.join(' ')} left no record (exit ${exit})`)
    const verdict = JSON.parse(readFileSync(join(record, 'verdict.json'), 'utf8')) as Verdict
    // One that was not carried out shows nothing: what kept it from that is to be put right first.
    if (verdict.run !== 'completed') throw new Error(`${verdict.id} was ${verdict.run}: ${verdict.reason}`)
    const notPassed = verdict.clauses.filter((clause) => clause.verdict !== 'pass')
    return {
      exit,
      verdict: verdict.verdict,
      notPassed: notPassed.map((c) => `${c.window}: ${c.objective}: ${c.verdict} (${c.reason}) ${c.message}`),
      reasons: [...new Set(notPassed.flatMap(({ reason }) => reason ?? []))],
      instruments: verdict.instruments.findings,
      left: leftOf(verdict.id),
      summary: verdict.summary,
    }
  } finally {
    if (process.env.KEEP) console.error(`kept: ${out}`)
    else rmSync(out, { recursive: true, force: true })
  }
}

async function runIn(
  out: string,
  args: readonly string[],
  whenLost: (run: string) => Promise<void>,
): Promise<number | null> {
  const argv = ['--conditions=source', join(root, 'src/cli/main.ts'), 'run', ...args, '--quiet', '--out', out]
  const child = spawn(process.execPath, argv, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve))
  const limit = setTimeout(() => child.kill('SIGINT'), LIMIT_MS)
  while (child.exitCode === null && child.signalCode === null && runOf(out) === null) await pause(LOOK_MS)
  const run = runOf(out)
  if (run !== null) await whenLost(run)
  const code = await exit
  clearTimeout(limit)
  return code
}

/** The run's name, once a fault was injected in it. */
function runOf(out: string): string | null {
  const record = recordIn(out)
  if (record === null) return null
  const events = readFileSync(join(record, 'journal.ndjson'), 'utf8')
    .split('\n')
    // The last line may be half written.
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JournalEvent)
  const started = events.find((event) => event.type === 'run-started')
  return events.some(({ type }) => type === 'fault-injected') ? (started?.run ?? null) : null
}

function recordIn(out: string): string | null {
  const names = readdirSync(out).filter((name) => name !== 'latest')
  return names.map((name) => join(out, name)).find((dir) => existsSync(join(dir, 'journal.ndjson'))) ?? null
}

/** The processes that carry the run's mark, and whose command line has `what` in it. */
export function processesOf(run: string, what: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => readProc(pid, 'environ').includes(`FIREDRILL_RUN=${run}/`))
    .filter((pid) => readProc(pid, 'cmdline').includes(what))
    .map(Number)
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch (error) {
    // It has ended since.
    return error instanceof Error ? '' : String(error)
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
