/**
 * Bad input, by the hundred thousand: `node --conditions=source bench/fuzz.ts [--inputs 100000] [--seed 1] [--only kind,…]`.
 * Each input ends in one clear error, in a partial result that says so, or is read whole; none crashes, hangs, takes memory
 * without end, or changes a verdict. `--from 1234 --only journal` shows one input again, by the number of a finding.
 */
import { parseArgs } from 'node:util'
import { KINDS } from './fuzz/kinds/map.ts'
import { randomOf } from './fuzz/random.ts'
import type { Counts, Finding } from './fuzz/run-kind.ts'
import { tryInput } from './fuzz/try-input.ts'
import { watchKind } from './fuzz/watch.ts'

const { values: flags } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: Object.keys(KINDS).join(',') },
    from: { type: 'string' },
  },
})
const names = flags.only.split(',')
const unknown = names.find((name) => !Object.hasOwn(KINDS, name))
if (unknown !== undefined)
  throw new Error(`there is no kind "${unknown}"; there are ${Object.keys(KINDS).join(', ')}`)
const [inputs, seed] = [Number(flags.inputs), Number(flags.seed)]

/** So many of each that all kinds together are at least as many as were asked for; `--only` leaves the others out. */
function shareOf(name: string): number {
  const all = Object.values(KINDS).reduce((sum, { share }) => sum + share, 0)
  return Math.ceil((inputs * (KINDS[name]?.share ?? 0)) / all)
}

if (flags.from === undefined) process.exitCode = await fuzzAll()
else await showOne(names[0] ?? '', Number(flags.from))

async function fuzzAll(): Promise<number> {
  const rows: { name: string; counts: Counts; findings: Finding[]; seconds: number }[] = []
  for (const name of names) {
    const beganMs = Date.now()
    const module = new URL('./fuzz/kinds/map.ts', import.meta.url).href
    const { counts, findings } = await watchKind({ module, exported: 'KINDS', name, seed, of: shareOf(name) })
    rows.push({ name, counts, findings, seconds: (Date.now() - beganMs) / 1000 })
    console.log(rowOf(name, counts, findings, (Date.now() - beganMs) / 1000))
  }
  const sum = (key: keyof Counts): number => rows.reduce((total, { counts }) => total + counts[key], 0)
  const all = { inputs: sum('inputs'), errors: sum('errors'), partial: sum('partial'), whole: sum('whole') }
  const findings = rows.flatMap((row) => row.findings)
  console.log(
    rowOf(
      'all',
      all,
      findings,
      rows.reduce((total, { seconds }) => total + seconds, 0),
    ),
  )
  for (const { name, findings: found } of rows)
    for (const { index, how, what } of found.slice(0, 20))
      console.log(`\n--only ${name} --from ${index} --seed ${seed} --inputs ${inputs}: ${how}\n  ${what}`)
  const wanted = names.reduce((total, name) => total + shareOf(name), 0)
  return findings.length > 0 || all.inputs < wanted ? 1 : 0
}

function rowOf(name: string, counts: Counts, findings: readonly Finding[], seconds: number): string {
  const { inputs: read, errors, partial, whole } = counts
  return `${name.padEnd(8)} ${read} inputs: ${errors} clear errors, ${partial} partial, ${whole} whole, ${findings.length} findings; ${seconds.toFixed(1)} s`
}

async function showOne(name: string, index: number): Promise<void> {
  const make = await KINDS[name]?.prepare()
  const input = make?.(randomOf(seed, name, index), { index, of: shareOf(name) })
  if (!input) throw new Error('give --only, one kind')
  console.log(input.how)
  console.log(await tryInput(input))
}
