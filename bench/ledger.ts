/**
 * A resumable ledger of benchmark trials: one JSON line each in `bench/results/<name>.ndjson`, keyed by a hash of
 * everything that decides the result. A trial that was done under the same key is not done again; a figure counts
 * while the key holds.
 */
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDisturbed, type Speed } from './speed.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const results = join(root, 'bench', 'results')
const DECIDES = ['src', 'fixtures', 'drills', 'scenarios', 'firedrill.config.ts', 'package-lock.json']
const LEFT_OUT = new Set(['releases', 'node_modules'])
/** What no drill loads, nor its clean-up (test/bench/ledger.test.ts): what is made of records, and asked about a project. */
export const NOT_OF_A_DRILL: readonly string[] = [
  'src/gate/',
  'src/history/',
  'src/init/',
  'src/runbook/',
  'src/vitest/',
  'src/cli/runbook/',
  'src/cli/gate-runs.ts',
  'src/cli/record-heads.ts',
  'src/cli/init-',
  ...['clean', 'completion', 'gate', 'history', 'init', 'runbook'].map(
    (name) => `src/cli/commands/${name}.ts`,
  ),
]

export interface Trial {
  key: string
  case: string
  trial: number
  at: string
  [field: string]: unknown
}

/** For drills on one target: what containers are made of decides nothing of processes. */
export function keyOn(target: string): string {
  return keyOf(decidesOn(target))
}

function decidesOn(target: string): string[] {
  return target === 'processes' ? DECIDES : [...DECIDES, 'compose']
}

/** SHA-256 over the paths and contents of `paths` (default: all that decides what a drill does); first 16 digits. */
export function keyOf(paths: readonly string[] = DECIDES): string {
  return digestOf(
    [],
    paths.flatMap((start) => filesBelow(start)),
  )
}

/**
 * As `keyOn`, for one drill with the arguments of one case: what the other drills do, in `drills` and `src/drills`,
 * decides nothing here, nor does what no drill loads. `more`: paths that decide beside those.
 */
export function keyOfDrill(
  target: string,
  drill: string,
  args: readonly string[],
  more: readonly string[] = [],
): string {
  const others = filesBelow('drills')
    .map((path) => basename(path))
    .filter((name) => name !== `${drill}.ts`)
  const foreign = new Set(others.flatMap((name) => [`drills/${name}`, `src/drills/${name}`]))
  const files = [...decidesOn(target), ...more]
    .flatMap((start) => filesBelow(start))
    .filter((path) => !foreign.has(path) && !NOT_OF_A_DRILL.some((start) => path.startsWith(start)))
  return digestOf(args, files)
}

function digestOf(args: readonly string[], files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const arg of args) hash.update(`${arg}\0`)
  for (const path of files) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

function filesBelow(path: string): string[] {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [path]
  return readdirSync(full)
    .filter((name) => !LEFT_OUT.has(name) && !name.endsWith('.md'))
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

/** The trials that were done under this key. */
export function done(name: string, key: string): Trial[] {
  return everyTrial(name).filter((trial) => trial.key === key)
}

/** Of whatever key: what was done on other sources counts for nothing, but says how long it took. */
export function everyTrial(name: string): Trial[] {
  const file = join(results, `${name}.ndjson`)
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Trial)
}

/** Those that count: not those that the machine disturbed, nor those that were set aside by hand, with a reason. */
export function undisturbed(name: string, trials: readonly Trial[]): Trial[] {
  const speeds = everyTrial(name).map(speedOf)
  return trials.filter((trial) => trial.setAside === undefined && !isDisturbed(speedOf(trial), speeds))
}

function speedOf(trial: Trial): Speed | undefined {
  return trial.speed as Speed | undefined
}

/** So many more than are asked for are tried on a machine that disturbs them. */
const MORE = 5

/** Does one trial unless it was done under `key`: for cases in an order that is not one after the other. */
export async function once(
  name: string,
  key: string,
  caseName: string,
  trial: number,
  doTrial: () => Promise<Record<string, unknown>>,
): Promise<Trial> {
  const before = done(name, key).find((one) => one.case === caseName && one.trial === trial)
  if (before) return before
  mkdirSync(results, { recursive: true })
  const line: Trial = { key, case: caseName, trial, at: new Date().toISOString(), ...(await doTrial()) }
  appendFileSync(join(results, `${name}.ndjson`), `${JSON.stringify(line)}\n`)
  return line
}

/**
 * Does `count` trials of a case, those that are missing under `key`, one after the other; returns them. One that the
 * machine disturbed stays in the ledger and is done again under the next number. A trial that throws ends the
 * benchmark: what was done stays.
 */
export async function trials(
  name: string,
  key: string,
  caseName: string,
  count: number,
  doTrial: (trial: number) => Promise<Record<string, unknown>>,
): Promise<Trial[]> {
  mkdirSync(results, { recursive: true })
  const there = new Map(
    done(name, key)
      .filter((t) => t.case === caseName)
      .map((t) => [t.trial, t]),
  )
  const counting = () => undisturbed(name, [...there.values()]).toSorted((a, b) => a.trial - b.trial)
  const last = there.size + count + MORE
  for (let trial = 1; trial <= last && counting().length < count; trial += 1) {
    if (there.has(trial)) continue
    const line: Trial = {
      key,
      case: caseName,
      trial,
      at: new Date().toISOString(),
      ...(await doTrial(trial)),
    }
    appendFileSync(join(results, `${name}.ndjson`), `${JSON.stringify(line)}\n`)
    there.set(trial, line)
    console.error(`${name} ${caseName} ${trial}/${count}: ${JSON.stringify(line)}`)
  }
  return counting().slice(0, count)
}
