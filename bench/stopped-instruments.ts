/**
 * `node bench/stopped-instruments.ts [--only k6] [--trials 10]`: kill-node with k6, or the prober, stopped for two seconds
 * within the fault's window. What it did not see might have been anything: every run has to be inconclusive, by its
 * instruments. Resumable: see ledger.ts.
 */
import { parseArgs } from 'node:util'
import { disturbedRun, pause, processesOf } from './disturbed-run.ts'
import { keyOfDrill, type Trial, trials } from './ledger.ts'

const NAME = 'stopped-instruments'
const DRILL = ['kill-node', '--target', 'processes']
const SET = ['rate=200/s', 'baseline=6s', 'lost=15s', 'settled=5s', 'recoverWithin=12s']
const STOPPED_MS = 2000
/** After the fault: the app has answered it, and is watched on. */
const AFTER_MS = 2000

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, trials: { type: 'string', default: '10' } },
})

/** Each by what its command line has in it. */
const INSTRUMENTS = [
  { name: 'k6', what: 'k6' },
  { name: 'prober', what: 'probe/main' },
] as const

async function stopFor(run: string, what: string): Promise<void> {
  await pause(AFTER_MS)
  const pids = processesOf(run, what)
  if (pids.length === 0) throw new Error(`no process of ${run} has ${what} in its command line`)
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  await pause(STOPPED_MS)
  for (const pid of pids) process.kill(pid, 'SIGCONT')
}

function right({ verdict, reasons, left }: Trial): boolean {
  const by = Array.isArray(reasons) && reasons.some((reason) => /instrument/.test(String(reason)))
  return verdict === 'inconclusive' && by && Array.isArray(left) && left.length === 0
}

let wrong = 0
for (const { name, what } of INSTRUMENTS.filter((each) => each.name.includes(values.only))) {
  const args = SET.flatMap((value) => ['--set', value])
  const all = await trials(
    NAME,
    keyOfDrill('processes', 'kill-node', args),
    name,
    Number(values.trials),
    async (trial) => ({
      ...(await disturbedRun([...DRILL, ...args, '--seed', String(trial)], (run) => stopFor(run, what))),
    }),
  )
  const good = all.filter(right).length
  console.log(`${name} stopped for 2 s: ${good}/${all.length} inconclusive by its instruments`)
  wrong += all.length - good
}
process.exitCode = wrong === 0 ? 0 : 1
