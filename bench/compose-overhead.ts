/**
 * `node bench/compose-overhead.ts [--pairs 5]`: from `firedrill run` to load flowing, and from the load's end to nothing
 * left, on the Compose target with warm images; beside it the same sequence typed by hand (compose/README.md), in the
 * same run, in alternating order. Resumable: see ledger.ts. Nothing else should run meanwhile.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readJournal } from '../src/journal/reader.ts'
import { drillTrial, root } from './drill-trial.ts'
import { keyOf, keyOn, trials } from './ledger.ts'

const NAME = 'compose-overhead'
const DRILL = ['rate=200/s', 'baseline=6s', 'lost=6s', 'settled=6s'].flatMap((set) => ['--set', set])
const ALLOWED = { toLoadMs: 15_000, tearDownMs: 10_000 }
const POLL_MS = 20

interface Took {
  toLoadMs: number
  tearDownMs: number
}

async function byFiredrill(seed: number): Promise<Took> {
  const startedAt = Date.now()
  const args = ['kill-node', '--target', 'compose', ...DRILL, '--seed', String(seed)]
  const { id, left } = await drillTrial(args, 0)
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`)
  const record = join(root, 'reports', id)
  const { header, events } = readJournal(readFileSync(join(record, 'journal.ndjson'), 'utf8'), record)
  const first = events.find((event) => event.type === 'load-first-due')
  const ended = events.find((event) => event.type === 'load-ended')
  const cleaned = events.findLast((event) => event.type === 'cleanup-ended')
  if (!first || !ended || !cleaned) throw new Error(`${record} tells no load, or no clean-up`)
  return {
    toLoadMs: Math.round(header.zeroWallMs + first.dueMs - startedAt),
    tearDownMs: Math.round(cleaned.atMs - ended.atMs),
  }
}

/** The README's commands, until the first request is answered; then `down`, with all that it holds. */
async function byHand(): Promise<Took> {
  const project = `fdbench-${process.pid}`
  const compose = (...args: string[]) => typed(['compose', ...args], project)
  const startedAt = performance.now()
  try {
    await compose('build', 'web-1')
    await compose('up', '-d', '--wait', 'db')
    await compose('run', '--rm', 'migrate')
    await compose('up', '-d', '--wait', 'web-1', 'web-2', 'edge')
    const address = (await compose('port', 'edge', '8080')).trim()
    while (!(await answers(`http://${address}/products?limit=1`)))
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    const flowingAt = performance.now()
    await compose('--profile', '*', 'down', '--volumes')
    return {
      toLoadMs: Math.round(flowingAt - startedAt),
      tearDownMs: Math.round(performance.now() - flowingAt),
    }
  } catch (error) {
    await compose('--profile', '*', 'down', '--volumes')
    throw error
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ status }) => status === 200,
    () => false,
  )
}

function typed(args: readonly string[], project: string): Promise<string> {
  const env = { ...process.env, COMPOSE_PROJECT_NAME: project }
  const child = spawn('docker', args, {
    cwd: join(root, 'compose'),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0
        ? resolve(stdout)
        : reject(new Error(`docker ${args.join(' ')} ended with ${code}: ${stderr.slice(-800)}`)),
    )
  })
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  return `min ${sorted[0]} median ${sorted[Math.floor(sorted.length / 2)]} max ${sorted.at(-1)} ms`
}

const { values } = parseArgs({ options: { pairs: { type: 'string', default: '5' } } })
// Images are warm: both ways have been gone once.
await byHand()
const key = `${keyOn('compose')}-${keyOf(['bench/compose-overhead.ts'])}`
const pairs = (await trials(NAME, key, 'pair', Number(values.pairs), async (trial) => {
  const isFirst = trial % 2 === 1
  const before = isFirst ? await byFiredrill(trial) : null
  const hand = await byHand()
  return { firedrill: before ?? (await byFiredrill(trial)), hand }
})) as unknown as { firedrill: Took; hand: Took }[]
let wrong = 0
for (const what of ['toLoadMs', 'tearDownMs'] as const) {
  const own = pairs.map(({ firedrill }) => firedrill[what])
  console.log(`${what}: firedrill ${spread(own)}; by hand ${spread(pairs.map(({ hand }) => hand[what]))}`)
  wrong += own.filter((ms) => ms > ALLOWED[what]).length
}
process.exitCode = wrong === 0 ? 0 : 1
