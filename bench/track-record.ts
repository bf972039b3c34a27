/**
 * `node bench/track-record.ts [--only text] [--healthy 5] [--twins 3] [--write]`: every drill on the healthy fixture, and
 * every broken twin with the drill that must catch it. Resumable: see ledger.ts. `--write` makes docs/track-record.md of
 * the trials that count. Nothing else should run meanwhile.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drillTrial, root } from './drill-trial.ts'
import { done, keyOf, type Trial, trials } from './ledger.ts'
import { healthy, type Rehearsal, type TwinCase, twins } from './rehearsals.ts'
import { recordText } from './track-record-text.ts'

const NAME = 'track-record'
const WARM_UP_AND_REQUEST_LIMIT_MS = 7000

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    healthy: { type: 'string', default: '5' },
    twins: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
})
const key = keyOf()
console.log(`key ${key}`)

async function rehearse({ drill, env, set }: Rehearsal, trial: number): Promise<Record<string, unknown>> {
  const environment = env === undefined ? [] : ['--env', env]
  const params = set.flatMap((value) => ['--set', value])
  const args = [drill, ...environment, ...params, '--seed', String(trial)]
  return { ...(await drillTrial(args, WARM_UP_AND_REQUEST_LIMIT_MS)) }
}

async function series(
  cases: readonly Rehearsal[],
  count: number,
  right: (trial: Trial, of: Rehearsal) => boolean,
) {
  let wrong = 0
  for (const one of cases.filter(({ name }) => name.includes(values.only))) {
    const all = await trials(NAME, key, one.name, count, (trial) => rehearse(one, trial))
    const good = all.filter((trial) => right(trial, one)).length
    console.log(`${one.name}: ${good}/${all.length} right`)
    wrong += all.length - good
  }
  return wrong
}

const passes = ({ verdict, exit, left }: Trial): boolean =>
  verdict === 'pass' && exit === 0 && Array.isArray(left) && left.length === 0

/** Failed for the named clause, and left nothing. */
export function caught({ verdict, exit, left, failed }: Trial, twin: TwinCase): boolean {
  const named = Array.isArray(failed) && failed.some((clause) => twin.clause.test(String(clause)))
  return verdict === 'fail' && exit === 1 && named && Array.isArray(left) && left.length === 0
}

let wrong = 0
if (values.write) {
  const text = recordText(done(NAME, key), { healthy, twins, passes, caught })
  writeFileSync(join(root, 'docs', 'track-record.md'), text)
} else {
  wrong += await series(healthy, Number(values.healthy), passes)
  wrong += await series(twins, Number(values.twins), (trial, one) => caught(trial, one as TwinCase))
}
process.exitCode = wrong === 0 ? 0 : 1
