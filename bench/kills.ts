/**
 * `node bench/kills.ts [--only text] [--trials 3]`: kill-node under Compose, its harness killed by SIGKILL at one place
 * after another, in the midst of a `docker compose up` among them. Nothing may be left 20 s later, with nobody's help.
 * Resumable: see ledger.ts. No time but that limit is measured, so that others may work meanwhile.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { JournalEvent } from '../src/journal/events.ts'
import { readJournal } from '../src/journal/reader.ts'
import { leftOf, root } from './drill-trial.ts'
import { keyOf, keyOn, trials } from './ledger.ts'

const NAME = 'kills'
const WITHIN_MS = 20_000
const POLL_MS = 50
const QUICK = ['rate=20/s', 'baseline=51s', 'settled=51s', 'lost=51s'].flatMap((set) => ['--set', set])
const LATE = ['rate=20/s', 'baseline=1s', 'settled=51s', 'lost=1s'].flatMap((set) => ['--set', set])

interface Place {
  name: string
  args: readonly string[]
  /** So long after this event has been written. */
  after: (event: JournalEvent) => boolean
  thenMs: number
}

const intends = (text: string) => (event: JournalEvent) =>
  event.type === 'intent' && event.what.startsWith(text)
const on = (name: string, after: Place['after'], thenMs: number, args = QUICK): Place => ({
  name,
  after,
  thenMs,
  args,
})

const places: readonly Place[] = [
  on('the project is just intended', intends('make the project'), 0),
  on('up of the database, at once', intends('bring up db'), 0),
  on('up of the database, in its midst', intends('bring up db'), 400),
  on('a migration', intends('prepare:'), 300),
  on('up of the instances, at once', intends('bring up web-1'), 0),
  on('up of the instances, in its midst', intends('bring up web-1'), 250),
  on('up of the edge', intends('bring up edge'), 150),
  on('load flows', ({ type }) => type === 'load-started', 1000),
  on('an instance is killed', ({ type }) => type === 'fault-injected', 0, LATE),
  on('an instance is paused', ({ type }) => type === 'fault-landed', 0, [...LATE, '--set', 'lose=pause']),
  on('an instance comes back', intends('start web'), 50, LATE),
]

async function killed({ args, after, thenMs }: Place): Promise<Record<string, unknown>> {
  const out = mkdtempSync(join(tmpdir(), 'firedrill-kills-'))
  try {
    const command = ['run', 'kill-node', '--target', 'compose', ...args, '--out', out, '--quiet']
    const child = spawn(
      process.execPath,
      ['--conditions=source', join(root, 'src/cli/main.ts'), ...command],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    const ended = new Promise((resolve) => child.on('close', resolve))
    while (child.exitCode === null && !eventsIn(out).some(after)) await pause(POLL_MS)
    await pause(thenMs)
    if (child.exitCode !== null) throw new Error(`it ended by itself (${child.exitCode}): run this again`)
    child.kill('SIGKILL')
    await ended
    const id = basename(recordIn(out) ?? '')
    const killedAt = performance.now()
    let left = leftOf(id)
    const there = left.length
    while (left.length > 0 && performance.now() - killedAt < WITHIN_MS) {
      await pause(POLL_MS)
      left = leftOf(id)
    }
    const tookMs = Math.round(performance.now() - killedAt)
    return { there, left, tookMs, cleanup: await cleanedIn(out, killedAt) }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

/** By whom, and with what result; null when nobody said so in time. */
async function cleanedIn(out: string, killedAt: number): Promise<unknown> {
  for (;;) {
    const event = eventsIn(out).findLast(({ type }) => type === 'cleanup-ended')
    if (event?.type === 'cleanup-ended') return { cleanup: event.cleanup, by: event.by }
    if (performance.now() - killedAt >= WITHIN_MS) return null
    await pause(POLL_MS)
  }
}

function recordIn(out: string): string | null {
  const names = readdirSync(out).filter((name) => name !== 'latest')
  return names.map((name) => join(out, name)).find((dir) => existsSync(join(dir, 'journal.ndjson'))) ?? null
}

/** None before the first line is whole. */
function eventsIn(out: string): readonly JournalEvent[] {
  const record = recordIn(out)
  if (record === null) return []
  const text = readFileSync(join(record, 'journal.ndjson'), 'utf8')
  return text.includes('\n') ? readJournal(text, record).events : []
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, trials: { type: 'string', default: '3' } },
})
const key = `${keyOn('compose')}-${keyOf(['bench/kills.ts'])}`
let wrong = 0
for (const place of places.filter(({ name }) => name.includes(values.only))) {
  const all = await trials(NAME, key, place.name, Number(values.trials), () => killed(place))
  const right = all.filter(
    ({ left, cleanup }) =>
      Array.isArray(left) &&
      left.length === 0 &&
      JSON.stringify(cleanup) === JSON.stringify({ cleanup: 'clean', by: 'watchdog' }),
  )
  const slowest = Math.max(...all.map(({ tookMs }) => Number(tookMs)))
  console.log(`${place.name}: ${right.length}/${all.length} left nothing, the slowest after ${slowest} ms`)
  wrong += all.length - right.length
}
process.exitCode = wrong === 0 ? 0 : 1
