/**
 * `node bench/interrupts.ts [--only text]`: every drill on the healthy fixture, ended by one Ctrl-C at each of its steps
 * in turn, and before the first one. Nothing may be left, and the run must say that it was interrupted and is clean.
 * Resumable: see ledger.ts. No time is measured, so that others may work meanwhile.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { JournalEvent } from '../src/journal/events.ts'
import type { Verdict } from '../src/verdict/schema.ts'
import { leftOf, root } from './drill-trial.ts'
import { keyOfDrill, trials } from './ledger.ts'
import { argsOf, type Rehearsal } from './rehearsal.ts'
import { healthy } from './rehearsals.ts'

const NAME = 'interrupts'
/** Nothing is judged: as little load, and phases as short, as there may be. */
const QUICK = ['rate=20/s', 'baseline=1s', 'settled=1s']
/** Far enough into a step to be in its midst. */
const INTO_MS = 300
const LIMIT_MS = 240_000
const HOLDS_OTHERS = /^(phase |together, |for each of |expect .*: )/

interface Ended {
  code: number | null
  steps: string[]
  record: string
}

/** `at`: the number of the step in whose midst it is interrupted; 0 is in the start of the app. */
async function interrupted(of: Rehearsal, at: number): Promise<Record<string, unknown>> {
  const out = mkdtempSync(join(tmpdir(), 'firedrill-interrupts-'))
  try {
    const { code, steps, record } = await run([...quickly(of), '--out', out], out, at)
    // Not steady before the first step: the drill was not carried out, and nothing is known of this place.
    if (at > 0 && steps.length === 0) throw new Error(`${of.drill} took no step: run this benchmark again`)
    const verdict = JSON.parse(readFileSync(join(record, 'verdict.json'), 'utf8')) as Verdict
    const { run: ending, cleanup, id } = verdict
    const reached = at === 0 || steps.length >= at
    return { reached, step: steps[at - 1] ?? null, exit: code, run: ending, cleanup, left: leftOf(id) }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

function quickly(of: Rehearsal): string[] {
  const set = [...of.set.filter((text) => !/^(rate|baseline|settled)=/.test(text)), ...QUICK]
  return ['run', ...argsOf({ ...of, set }), '--quiet']
}

async function run(args: readonly string[], out: string, at: number): Promise<Ended> {
  const child = spawn(process.execPath, ['--conditions=source', join(root, 'src/cli/main.ts'), ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve))
  const limit = setTimeout(() => child.kill('SIGINT'), LIMIT_MS)
  while (child.exitCode === null && child.signalCode === null && !isThere(out, at)) await pause(50)
  await pause(INTO_MS)
  child.kill('SIGINT')
  const code = await exit
  clearTimeout(limit)
  const record = recordIn(out)
  if (record === null) throw new Error(`${args.join(' ')} left no record (exit ${code})`)
  return { code, steps: stepsOf(record), record }
}

function isThere(out: string, at: number): boolean {
  const record = recordIn(out)
  if (record === null) return false
  return at === 0 ? eventsOf(record).some(({ type }) => type === 'intent') : stepsOf(record).length >= at
}

function recordIn(out: string): string | null {
  const names = readdirSync(out).filter((name) => name !== 'latest')
  const found = names.map((name) => join(out, name)).find((dir) => existsSync(join(dir, 'journal.ndjson')))
  return found ?? null
}

/** In the order in which they began, but for those that only hold others and begin with their first one. */
function stepsOf(record: string): string[] {
  return eventsOf(record).flatMap((event) =>
    event.type === 'step-started' && !HOLDS_OTHERS.test(event.what) ? [`${event.path} ${event.what}`] : [],
  )
}

/** The last line may be half written. */
function eventsOf(record: string): JournalEvent[] {
  const lines = readFileSync(join(record, 'journal.ndjson'), 'utf8').split('\n')
  return lines.slice(0, -1).map((line) => JSON.parse(line) as JournalEvent)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
let wrong = 0
for (const rehearsal of healthy.filter(({ name }) => name.includes(values.only))) {
  const key = keyOfDrill(rehearsal.target, rehearsal.drill, quickly(rehearsal))
  let done = 0
  for (let at = 0; ; at += 1) {
    const [line] = await trials(NAME, key, `${rehearsal.name}, step ${at}`, 1, () =>
      interrupted(rehearsal, at),
    )
    if (line?.reached !== true) break
    done += 1
    const isRight =
      line.exit === 130 &&
      line.run === 'interrupted' &&
      line.cleanup === 'clean' &&
      Array.isArray(line.left) &&
      line.left.length === 0
    if (!isRight) wrong += 1
  }
  console.log(`${rehearsal.name}: interrupted at ${done} places`)
}
console.log(wrong === 0 ? 'nothing was left by any' : `${wrong} wrong`)
process.exitCode = wrong === 0 ? 0 : 1
