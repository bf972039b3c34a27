/**
 * `node bench/track-record.ts [--target compose] [--only text,text] [--without text,text] [--healthy 5] [--twins 3] [--seed 6] [--plan] [--write]`:
 * every drill on the healthy fixture, and every broken twin with the drill that must catch it, all in random order by
 * the seed. Resumable: see ledger.ts. `--plan` says what is missing and how long it takes; `--write` makes
 * docs/track-record.md, or docs/track-record-compose.md, of the trials that count. Nothing else should run meanwhile.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { confusionLines, confusionOf } from './confusion.ts'
import { drillTrial, root } from './drill-trial.ts'
import { done, everyTrial, keyOfDrill, type Trial, trials, undisturbed } from './ledger.ts'
import { caught, passes } from './outcome.ts'
import { argsOf, type Rehearsal, type TwinCase } from './rehearsal.ts'
import { healthy, healthyOnCompose, twins, twinsOnCompose } from './rehearsals.ts'
import { roundOf, usualMs } from './round.ts'
import { gaugeSpeed } from './speed.ts'
import { untilSteady } from './steady-machine.ts'
import { recordText } from './track-record-text.ts'

const NAME = 'track-record'
const WARM_UP_AND_REQUEST_LIMIT_MS = 7000

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: 'processes' },
    only: { type: 'string', default: '' },
    without: { type: 'string' },
    healthy: { type: 'string', default: '5' },
    twins: { type: 'string', default: '3' },
    seed: { type: 'string', default: '6' },
    plan: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})
const isWanted = ({ target }: Rehearsal): boolean => target === values.target
const sound = [...healthy, ...healthyOnCompose].filter(isWanted)
const broken = [...twins, ...twinsOnCompose].filter(isWanted)
/** What a drill is told decides its result as well. */
const keys = new Map(
  [...sound, ...broken].map((one) => [one.name, keyOfDrill(one.target, one.drill, argsOf(one))]),
)
const counts = [
  ...sound.map((one) => ({ one: one as Rehearsal, count: Number(values.healthy) })),
  ...broken.map((one) => ({ one: one as Rehearsal, count: Number(values.twins) })),
].filter(({ one }) => isChosen(one))

/** By parts of its name. */
function isChosen({ name }: Rehearsal): boolean {
  const isOneOf = (parts: string): boolean => parts.split(',').some((part) => name.includes(part))
  return isOneOf(values.only) && !(values.without && isOneOf(values.without))
}

/** Those of each case under its own key. */
function all(): Trial[] {
  return [...keys].flatMap(([name, key]) => done(NAME, key).filter((trial) => trial.case === name))
}

async function rehearse(one: Rehearsal, trial: number): Promise<Record<string, unknown>> {
  const idleUs = await untilSteady()
  const gauge = gaugeSpeed()
  const result = await drillTrial([...argsOf(one), '--seed', String(trial)], WARM_UP_AND_REQUEST_LIMIT_MS)
  return { ...result, speed: { ...gauge.stop(), idleUs } }
}

function isRight(trial: Trial, one: Rehearsal): boolean {
  const twin = broken.find(({ name }) => name === one.name)
  return twin ? caught(trial, twin) : passes(trial)
}

function countingOf({ name }: Rehearsal): Trial[] {
  return undisturbed(
    NAME,
    all().filter((trial) => trial.case === name),
  )
}

function plan(): void {
  const known = everyTrial(NAME)
  const missing = counts.map(({ one, count }) => ({
    one,
    count: Math.max(0, count - countingOf(one).length),
  }))
  const turns = missing.reduce((sum, { count }) => sum + count, 0)
  const ms = missing.reduce((sum, { one, count }) => sum + count * usualMs(one.name, known), 0)
  for (const { one, count } of missing)
    console.log(`${one.name}: ${count} to do, each some ${(usualMs(one.name, known) / 1000).toFixed(0)} s`)
  console.log(
    `${turns} trials, some ${(ms / 3_600_000).toFixed(1)} h, were none disturbed; seed ${values.seed}.`,
  )
}

async function round(): Promise<boolean> {
  for (const { one, trial } of roundOf(counts, Number(values.seed)))
    await trials(NAME, keys.get(one.name)!, one.name, trial, (n) => rehearse(one, n))
  let wrong = 0
  for (const { one, count } of counts) {
    const counted = countingOf(one).slice(0, count)
    const good = counted.filter((trial) => isRight(trial, one)).length
    console.log(`${one.name}: ${good}/${counted.length} right`)
    wrong += count - good
  }
  const taken = counts.flatMap(({ one, count }) => countingOf(one).slice(0, count))
  console.log(confusionLines(confusionOf(taken, ...chosen())).join('\n'))
  return wrong === 0
}

/** The cases of this round. */
function chosen(): [Rehearsal[], TwinCase[]] {
  return [sound.filter(isChosen), broken.filter(isChosen)]
}

function write(): void {
  const counted = undisturbed(NAME, all())
  const setAside = all().filter((trial) => !counted.some(({ at }) => at === trial.at))
  const text = recordText(counted, setAside, { target: values.target, healthy: sound, twins: broken })
  const name = values.target === 'processes' ? NAME : `${NAME}-${values.target}`
  writeFileSync(join(root, 'docs', `${name}.md`), text)
}

if (values.plan) plan()
else if (values.write) write()
else process.exitCode = (await round()) ? 0 : 1
