/**
 * `node bench/compare-false-alarms.ts [--short] [--runs <directory> …]`: how often `firedrill compare` calls a difference
 * what is none, and how often it sees one. Made series of seconds that follow one another alike (first-order, lognormal),
 * the same on both sides but for a factor; with `--runs`, stored runs that are alike in everything, each pair of them.
 */
import { parseArgs } from 'node:util'
import { findRuns } from '../src/cli/find-runs.ts'
import { judgeRecord } from '../src/cli/judge-record.ts'
import { compareRuns } from '../src/compare/compare.ts'
import { inflationOf } from '../src/compare/likeness.ts'
import { mannWhitney } from '../src/compare/mann-whitney.ts'
import { type ClauseOfRun, type RunToCompare, runToCompare } from '../src/compare/side.ts'
import { testClause } from '../src/compare/test-clause.ts'
import type { Objective } from '../src/drill/objective.ts'
import { nodeHost } from '../src/host/node.ts'
import { seededRandom } from '../src/measure/random.ts'

const { values: flags } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    runs: { type: 'string', multiple: true, default: [] },
  },
})
const TRIALS = flags.short ? 200 : 1500
const ALPHA = 0.05
/** As many as a drill of three windows has. */
const CLAUSES = 8
const P95: Objective = {
  indicator: { kind: 'latency', percentile: 95 },
  filter: {},
  bound: { op: 'below', value: 150 },
  over: 'window',
  place: '',
}

const random = seededRandom(5)
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** Around `middle`; a second is so like the one before. */
function series(count: number, likeness: number, middle: number): number[] {
  let last = normal()
  return Array.from({ length: count }, () => {
    last = likeness * last + Math.sqrt(1 - likeness ** 2) * normal()
    return middle * Math.exp(0.4 * last)
  })
}

function share(trial: () => boolean): string {
  let yes = 0
  for (let k = 0; k < TRIALS; k++) if (trial()) yes += 1
  return `${((100 * yes) / TRIALS).toFixed(1)} %`
}

function falseAlarm(
  count: number,
  likeness: number,
  inflation: (a: number[], b: number[]) => number,
): string {
  return share(() => {
    const [a, b] = [series(count, likeness, 10), series(count, likeness, 10)]
    return mannWhitney(a, b, inflation(a, b)).p <= ALPHA
  })
}

function clause(values: number[]): ClauseOfRun {
  const rest = { blocks: null, bad: null, samples: values.length, untrusted: null }
  return { objective: P95, window: 'made', observed: values[0] ?? null, values, ...rest }
}

/** With the tolerance of a quarter, corrected as the first of so many clauses is. */
function called(count: number, likeness: number, factor: number): string {
  return share(() => {
    const [a, b] = [series(count, likeness, 10), series(count, likeness, 10 * factor)]
    const options = { tests: CLAUSES, tolerance: 0.25 }
    const tested = testClause(
      [clause(a)],
      [clause(b)],
      { basis: 'intervals', first: [a], second: [b] },
      options,
    )
    return tested !== null && tested.p * CLAUSES <= ALPHA
  })
}

console.log('False alarms at 5 %, one clause, no tolerance:')
for (const likeness of [0, 0.3, 0.5, 0.7, 0.9]) {
  for (const count of [8, 15, 30, 60]) {
    const plain = falseAlarm(count, likeness, () => 1)
    const together = falseAlarm(count, likeness, (a, b) => inflationOf([[a, b]]))
    const larger = falseAlarm(count, likeness, (a, b) => inflationOf([[a], [b]]))
    console.log(`  ρ ${likeness}, ${count} s: uncorrected ${plain}, together ${together}, as it is ${larger}`)
  }
}
console.log(`Called different, tolerance 25 %, of ${CLAUSES} clauses:`)
for (const likeness of [0, 0.5]) {
  for (const count of [15, 30, 60]) {
    const factors = [1, 1.25, 1.5, 2, 3].map((factor) => `×${factor} ${called(count, likeness, factor)}`)
    console.log(`  ρ ${likeness}, ${count} s: ${factors.join(', ')}`)
  }
}

const host = nodeHost()
for (const directory of flags.runs) {
  const runs: RunToCompare[] = []
  const stored = { files: host.files, reportsDir: null, root: null, indicators: {} }
  for (const place of await findRuns(stored, directory)) {
    const { record, measurements, verdict } = await judgeRecord(host, place, { indicators: {}, strict: null })
    if (verdict.run === 'completed') runs.push(runToCompare(record, measurements, verdict, {}))
  }
  const differs = (a: RunToCompare, b: RunToCompare): boolean =>
    compareRuns([a], [b], { tolerance: 0.25 }).clauses.some(({ finding }) => /worse|better/.test(finding))
  const pairs = runs.flatMap((a, i) =>
    runs.slice(i + 1).map((b, k) => ({ near: k === 0, differs: differs(a, b) })),
  )
  const told = (some: typeof pairs): string =>
    `${some.filter((pair) => pair.differs).length} of ${some.length}`
  console.log(`${directory}: ${told(pairs.filter(({ near }) => near))} neighbours, ${told(pairs)} pairs`)
}
