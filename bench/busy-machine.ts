/**
 * `node bench/busy-machine.ts [--only spinning] [--trials 10]`: kill-node on the healthy fixture with eight spinning
 * processes beside it, which must never fail; and on a twin that burns every core, which must. Resumable: see ledger.ts.
 */
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { disturbedRun } from './disturbed-run.ts'
import { keyOfDrill, type Trial, trials } from './ledger.ts'

const NAME = 'busy-machine'
const DRILL = ['kill-node', '--target', 'processes']
const SET = ['rate=200/s', 'baseline=6s', 'lost=15s', 'settled=5s', 'recoverWithin=12s']
const SPINNING = 8
/** Ends by itself: also when this benchmark is killed. */
const SPIN =
  'const end = Date.now() + 240_000, by = process.ppid; while (Date.now() < end && process.ppid === by);'

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, trials: { type: 'string', default: '10' } },
})

async function beside<T>(count: number, act: () => Promise<T>): Promise<T> {
  const spinners = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', SPIN], { stdio: 'ignore' }),
  )
  try {
    return await act()
  } finally {
    for (const spinner of spinners) spinner.kill('SIGKILL')
  }
}

interface Case {
  name: string
  env: readonly string[]
  spinning: number
  right: (trial: Trial) => boolean
}

const CASES: readonly Case[] = [
  { name: 'spinning', env: [], spinning: SPINNING, right: ({ verdict }) => verdict !== 'fail' },
  {
    name: 'burns-cores',
    env: ['--env', 'burns-cores'],
    spinning: 0,
    right: ({ verdict }) => verdict === 'fail',
  },
]

let wrong = 0
for (const { name, env, spinning, right } of CASES.filter((each) => each.name.includes(values.only))) {
  const args = [...env, ...SET.flatMap((value) => ['--set', value])]
  const key = keyOfDrill('processes', 'kill-node', args)
  const all = await trials(NAME, key, name, Number(values.trials), (trial) =>
    beside(spinning, async () => ({ ...(await disturbedRun([...DRILL, ...args, '--seed', String(trial)])) })),
  )
  const good = all.filter(right).length
  const said = Map.groupBy(all, ({ verdict }) => String(verdict))
  const counts = [...said].map(([verdict, list]) => `${list.length} ${verdict}`).join(', ')
  console.log(`${name}: ${good}/${all.length} right (${counts})`)
  wrong += all.length - good
}
process.exitCode = wrong === 0 ? 0 : 1
