/**
 * `node bench/track-record.ts [--target compose] [--only text] [--healthy 5] [--twins 3] [--write]`: every drill on the
 * healthy fixture, and every broken twin with the drill that must catch it. Resumable: see ledger.ts. `--write` makes
 * docs/track-record.md, or docs/track-record-compose.md, of the trials that count. Nothing else should run meanwhile.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drillTrial, root } from './drill-trial.ts'
import { agree, type Lost } from './edge-log.ts'
import { done, keyOfDrill, type Trial, trials, undisturbed } from './ledger.ts'
import { argsOf, type Rehearsal, type TwinCase } from './rehearsal.ts'
import { healthy, healthyOnCompose, twins, twinsOnCompose } from './rehearsals.ts'
import { gaugeSpeed } from './speed.ts'
import { recordText } from './track-record-text.ts'

const NAME = 'track-record'
const WARM_UP_AND_REQUEST_LIMIT_MS = 7000

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: 'processes' },
    only: { type: 'string', default: '' },
    healthy: { type: 'string', default: '5' },
    twins: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
})
/** What a drill is told decides its result as well. */
const sound = [...healthy, ...healthyOnCompose].filter(({ target }) => target === values.target)
const broken = [...twins, ...twinsOnCompose].filter(({ target }) => target === values.target)
const keys = new Map(
  [...sound, ...broken].map((one) => [one.name, keyOfDrill(one.target, one.drill, argsOf(one))]),
)

async function rehearse(one: Rehearsal, trial: number): Promise<Record<string, unknown>> {
  const gauge = gaugeSpeed()
  const result = await drillTrial([...argsOf(one), '--seed', String(trial)], WARM_UP_AND_REQUEST_LIMIT_MS)
  return { ...result, speed: gauge.stop() }
}

/** Those of each case under its own key. */
function all(): Trial[] {
  return [...keys].flatMap(([name, key]) => done(NAME, key).filter((trial) => trial.case === name))
}

async function series(
  cases: readonly Rehearsal[],
  count: number,
  right: (trial: Trial, of: Rehearsal) => boolean,
) {
  let wrong = 0
  for (const one of cases.filter(({ name }) => name.includes(values.only))) {
    const counted = await trials(NAME, keys.get(one.name)!, one.name, count, (trial) => rehearse(one, trial))
    const good = counted.filter((trial) => right(trial, one)).length
    console.log(`${one.name}: ${good}/${counted.length} right`)
    wrong += count - good
  }
  return wrong
}

const passes = ({ verdict, exit, left, lost }: Trial): boolean =>
  verdict === 'pass' && exit === 0 && Array.isArray(left) && left.length === 0 && agree(lost as Lost)

/** Failed for the named clause, left nothing, and counted what the edge counted. */
export function caught({ verdict, exit, left, lost, failed }: Trial, twin: TwinCase): boolean {
  const named = Array.isArray(failed) && failed.some((clause) => twin.clause.test(String(clause)))
  return (
    verdict === 'fail' &&
    exit === 1 &&
    named &&
    Array.isArray(left) &&
    left.length === 0 &&
    (twin.edgeIsLate === true || agree(lost as Lost))
  )
}

let wrong = 0
if (values.write) {
  const counted = undisturbed(NAME, all())
  const setAside = all().filter((trial) => !counted.some(({ at }) => at === trial.at))
  const text = recordText(counted, setAside, {
    target: values.target,
    healthy: sound,
    twins: broken,
    passes,
    caught,
  })
  const name = values.target === 'processes' ? NAME : `${NAME}-${values.target}`
  writeFileSync(join(root, 'docs', `${name}.md`), text)
} else {
  wrong += await series(sound, Number(values.healthy), passes)
  wrong += await series(broken, Number(values.twins), (trial, one) => caught(trial, one as TwinCase))
}
process.exitCode = wrong === 0 ? 0 : 1
