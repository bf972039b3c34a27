/**
 * `npm run bench:accuracy -- [--runs 5] [--seed 1] [--tools firedrill,k6,chaostoolkit] [--only text] [--plan] [--write]`:
 * healthy apps and broken ones, put before firedrill and before what people use today, in an order that the seed decides;
 * prints what each said against what was true. Resumable: see ledger.ts. `--plan` only says what would be run and for
 * how long, `--write` makes bench/accuracy.md of the trials that there are. Nothing else should run meanwhile.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { nodeHost } from '../src/host/node.ts'
import { lookForK6 } from '../src/load/k6/find.ts'
import { type Case, cases } from './accuracy/cases.ts'
import { chaosToolkitVersion } from './accuracy/chaos-toolkit.ts'
import { stopFixtures } from './accuracy/fixture.ts'
import { keyOfCase } from './accuracy/key.ts'
import { describeMachine } from './accuracy/machine.ts'
import type { Said } from './accuracy/said.ts'
import { type Planned, planOf } from './accuracy/schedule.ts'
import { headline, matrixLines, type Result, reportText } from './accuracy/text.ts'
import { judgeBy, TOOLS, type ToolName } from './accuracy/tools.ts'
import { root } from './drill-trial.ts'
import { done, everyTrial, once, type Trial } from './ledger.ts'
import { usualMs } from './round.ts'
import { gaugeSpeed, isDisturbed, type Speed } from './speed.ts'
import { untilSteady } from './steady-machine.ts'

const NAME = 'accuracy'
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    tools: { type: 'string', default: TOOLS.join(',') },
    only: { type: 'string', default: '' },
    plan: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})
const tools = values.tools.split(',').map((name) => {
  const tool = TOOLS.find((each) => each === name)
  if (tool === undefined) throw new Error(`no tool is called "${name}": there are ${TOOLS.join(', ')}`)
  return tool
})
const chosen = cases.filter(({ name }) => name.includes(values.only))
const planned = planOf(tools, chosen, Number(values.runs), Number(values.seed))
const keys = new Map<Case, string>()

/** Hashes all sources: once is enough. */
function keyOf(one: Case): string {
  const key = keys.get(one) ?? keyOfCase(one, Number(values.seed))
  keys.set(one, key)
  return key
}

function caseName(tool: ToolName, one: Case): string {
  return `${one.name} by ${tool}`
}

function storedOf({ tool, case: one, run }: Planned): Trial | undefined {
  return done(NAME, keyOf(one)).find((trial) => trial.case === caseName(tool, one) && trial.trial === run)
}

async function trialOf(plan: Planned): Promise<Trial> {
  const { tool, case: one, run, seed } = plan
  return once(NAME, keyOf(one), caseName(tool, one), run, async () => {
    const idleUs = await untilSteady()
    const gauge = gaugeSpeed()
    const outcome = await judgeBy(tool, one, seed)
    return { ...outcome, tool, speed: { ...gauge.stop(), idleUs } }
  })
}

function resultOf(
  { tool, case: one }: Planned,
  trial: Trial,
  speeds: readonly (Speed | undefined)[],
): Result {
  const { name, drill, truth } = one
  return {
    ...{ tool, drill, truth, case: name, at: trial.at },
    said: trial.said as Said,
    why: String(trial.why),
    wallMs: Number(trial.wallMs),
    left: trial.left as string[],
    disturbed: isDisturbed(trial.speed as Speed | undefined, speeds),
  }
}

/** What a free machine gives is told by any trial on it. */
function speedsOn(...trials: (readonly Trial[])[]): (Speed | undefined)[] {
  return trials.flat().map(({ speed }) => speed as Speed | undefined)
}

function resultsOf(trials: ReadonlyMap<Planned, Trial>): Result[] {
  const speeds = speedsOn(everyTrial('track-record'), [...trials.values()])
  return [...trials].map(([plan, trial]) => resultOf(plan, trial, speeds))
}

function stored(): Map<Planned, Trial> {
  return new Map(
    planned.flatMap((plan) => {
      const trial = storedOf(plan)
      return trial === undefined ? [] : [[plan, trial] as const]
    }),
  )
}

function print(results: readonly Result[]): void {
  for (const tool of tools) {
    const own = results.filter((one) => one.tool === tool)
    for (const drill of new Set(own.map((one) => one.drill)))
      console.log(
        `\n${tool}\n${matrixLines(
          drill,
          own.filter((one) => one.drill === drill),
        ).join('\n')}`,
      )
    console.log(`${tool}: ${headline(own)}`)
  }
}

async function write(results: readonly Result[]): Promise<void> {
  const k6 = await lookForK6(nodeHost())
  const version = `k6 ${k6?.version ?? 'of unknown version'}`
  const versions = {
    firedrill: 'firedrill',
    k6: `${version} with thresholds, and a shell script`,
    chaostoolkit: `Chaos Toolkit ${chaosToolkitVersion()}, and ${version} with thresholds`,
  }
  const about = { machine: describeMachine(), versions, cases: chosen, seed: Number(values.seed) }
  writeFileSync(join(root, 'bench', 'accuracy.md'), reportText(results, about))
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => void stopFixtures().finally(() => process.exit(code)))

const before = stored()
const missing = planned.filter((plan) => !before.has(plan))
if (values.plan) {
  // By the tool: what a case takes is its load, which all have alike.
  const known = everyTrial(NAME).map((trial) => ({ ...trial, case: String(trial.tool) }))
  const ms = missing.reduce((sum, { tool }) => sum + usualMs(tool, known), 0)
  const hours = (ms / 3_600_000).toFixed(1)
  console.log(`${planned.length} trials of ${chosen.length} cases; ${missing.length} to do, some ${hours} h.`)
} else {
  if (!values.write) {
    for (const [index, plan] of missing.entries()) {
      const { said, why } = await trialOf(plan)
      console.error(`${index + 1}/${missing.length} ${plan.tool}: ${plan.case.name}: ${said} (${why})`)
    }
  }
  const results = resultsOf(stored())
  print(results)
  // What was asked for in part is no report.
  if (values.write || (values.only === '' && tools.length === TOOLS.length)) await write(results)
}
