/** One run, killed at one place; and what was left of it after so long. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { JournalEvent } from '../../src/journal/events.ts'
import { leftHere, root } from '../drill-trial.ts'
import { containersLeftOf } from '../left-containers.ts'
import { createTail } from './journal-tail.ts'
import type { Place } from './places.ts'

/** `alone`: nobody helps. `recover`: the watchdog is killed as well, and `firedrill recover` undoes. `stopped`: the harness is stopped past the watchdog's turn, then goes on. */
export type Way = 'alone' | 'recover' | 'stopped'

export interface Swept {
  /** Does the journal tell of anything that was to be begun? */
  begun: boolean
  /** What there was to be cleaned up when it was killed. */
  there: number
  left: string[]
  /** Until nothing was left, from the kill on, or from the end of the silence. */
  tookMs: number
  /** It took longer than it may. */
  late: boolean
  /** What the journal says in the end, and who. */
  cleanup: string | null
  by: string | null
  /** Of the harness that went on after it had been stopped. */
  exit: number | null
}

const WITHIN_MS = 20_000
/** A harness that is stopped is taken over when nothing was heard of it for 15 s. */
const SILENCE_MS = 15_000
const POLL_MS = 10

/** Null: the run ended before it came to the place. */
export async function sweep(args: readonly string[], place: Place, way: Way): Promise<Swept | null> {
  const own = mkdtempSync(join(tmpdir(), 'firedrill-kill-sweep-'))
  const [out, state] = [join(own, 'out'), join(own, 'state')]
  for (const path of [out, state]) mkdirSync(path)
  // The locks are its own, so that several can be swept at once.
  const env = { ...process.env, XDG_STATE_HOME: state }
  const child = start(['run', ...args, '--out', out, '--quiet'], env)
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  try {
    if (!(await isReached(child, out, place))) {
      await ended
      return null
    }
    const record = recordIn(out) ?? ''
    const id = basename(record)
    const ports = portsIn(record)
    if (way === 'recover') for (const pid of watchdogsOf(record)) process.kill(pid, 'SIGKILL')
    child.kill(way === 'stopped' ? 'SIGSTOP' : 'SIGKILL')
    if (way !== 'stopped') await ended
    const here = async () => [
      ...leftHere(id).filter((one) => !isHarness(one, child)),
      ...locks(state),
      ...(await open(ports)),
    ]
    // The engine is asked by its command, which takes longer than all the rest.
    const remains = async () => {
      const found = await here()
      return found.length > 0 ? found : containersLeftOf(id)
    }
    const there = (await here()).length
    if (way === 'stopped') await pause(SILENCE_MS)
    const fromMs = performance.now()
    if (way === 'recover')
      await new Promise((resolve) => start(['recover', record], env).on('close', resolve))
    let left = await remains()
    while (left.length > 0 && performance.now() - fromMs < WITHIN_MS) {
      await pause(100)
      left = await remains()
    }
    const tookMs = Math.round(performance.now() - fromMs)
    let exit: number | null = null
    if (way === 'stopped') {
      child.kill('SIGCONT')
      exit = await ended
      left = await remains()
    }
    const events = eventsIn(record)
    const begun = events.some(({ type }) => type === 'intent')
    const said = events.findLast(({ type }) => type === 'cleanup-ended')
    const [cleanup, by] = said?.type === 'cleanup-ended' ? [said.cleanup, said.by] : [null, null]
    return { begun, there, left, tookMs, late: tookMs > WITHIN_MS, cleanup, by, exit }
  } finally {
    child.kill('SIGKILL')
    rmSync(own, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** All events of one whole run. */
export async function reference(args: readonly string[]): Promise<readonly JournalEvent[]> {
  const own = mkdtempSync(join(tmpdir(), 'firedrill-kill-sweep-'))
  try {
    const child = start(['run', ...args, '--out', own, '--quiet'], process.env)
    await new Promise((resolve) => child.on('close', resolve))
    return eventsIn(recordIn(own) ?? '')
  } finally {
    rmSync(own, { recursive: true, force: true, maxRetries: 3 })
  }
}

function start(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const argv = ['--conditions=source', join(root, 'src/cli/main.ts'), ...args]
  return spawn(process.execPath, argv, { cwd: root, env, stdio: ['ignore', 'ignore', 'ignore'] })
}

async function isReached(child: ChildProcess, out: string, place: Place): Promise<boolean> {
  const seen: JournalEvent[] = []
  let tail: (() => JournalEvent[]) | null = null
  while (child.exitCode === null && child.signalCode === null) {
    const record = recordIn(out)
    if (record !== null) tail ??= createTail(join(record, 'journal.ndjson'))
    for (const event of tail?.() ?? []) {
      if (place.is(event, seen)) return true
      seen.push(event)
    }
    await pause(POLL_MS)
  }
  return false
}

function recordIn(out: string): string | null {
  const name = readdirSync(out).find((each) => each !== 'latest' && !each.endsWith('.json'))
  return name === undefined ? null : join(out, name)
}

function eventsIn(record: string): JournalEvent[] {
  return createTail(join(record, 'journal.ndjson'))()
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ESRCH', 'EACCES'].includes(String(error.code))
    )
      return ''
    throw error
  }
}

function watchdogsOf(record: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const argv = readIfThere(`/proc/${pid}/cmdline`)
      return argv.includes('watchdog/main') && argv.includes(record)
    })
    .map(Number)
}

function isHarness(remain: string, { pid }: ChildProcess): boolean {
  return remain.startsWith(`process ${pid} `)
}

/** Claims of the run on what is shared. */
function locks(state: string): string[] {
  return readdirSync(state, { recursive: true })
    .map(String)
    .filter((name) => name.includes('.lock'))
    .map((name) => `lock ${name}`)
}

function portsIn(record: string): number[] {
  const text = readIfThere(join(record, 'journal.ndjson'))
  return [...new Set([...text.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port)))]
}

async function open(ports: readonly number[]): Promise<string[]> {
  const answers = await Promise.all(
    ports.map(async (port) => ((await accepts(port)) ? [`port ${port}`] : [])),
  )
  return answers.flat()
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
