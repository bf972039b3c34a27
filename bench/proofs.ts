/**
 * `node bench/proofs.ts [--target compose] [--only text] [--trials 1]`: each fault made a no-op has to be inconclusive, and
 * each heal made a no-op has to be found by the clean-up. Resumable: see ledger.ts. Nothing of time is measured.
 */
import { parseArgs } from 'node:util'
import { drillTrial } from './drill-trial.ts'
import { keyOfDrill, type Trial, trials } from './ledger.ts'
import { argsOf, of, onCompose, type Rehearsal } from './rehearsal.ts'

const NAME = 'proofs'

interface Proof extends Rehearsal {
  right: (trial: Trial) => boolean
}

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: 'compose' },
    only: { type: 'string', default: '' },
    trials: { type: 'string', default: '1' },
  },
})

/** Each fault by a drill that has it, as short as it is rehearsed on the healthy fixture. */
const FAULTS: readonly { fault: string; drill: string; set: readonly string[] }[] = [
  { fault: 'kill', drill: 'kill-node', set: ['lost=6s'] },
  { fault: 'pause', drill: 'pause-node', set: ['hung=6s'] },
  { fault: 'disconnect', drill: 'partition-node', set: ['cutOff=6s'] },
  { fault: 'squeeze', drill: 'squeeze-node', set: ['starved=6s'] },
  { fault: 'slow-link', drill: 'slow-database', set: ['slow=6s', 'tooSlow=6s'] },
  { fault: 'flaky-link', drill: 'lossy-database', set: ['lossy=8s'] },
  { fault: 'loss', drill: 'readiness', set: ['away=5s'] },
  { fault: 'hanging loss', drill: 'readiness', set: ['away=5s', 'as=hang'] },
  { fault: 'crash', drill: 'crash-supervision', set: ['by=abort'] },
]
/** Healed by the app's own supervisor. */
const NOT_HEALED = ['crash']
/** Nothing of theirs is left when the project is gone, and the clean-up says so rightly: docs/decisions/0017. */
const GONE_WITH_PROJECT = ['kill', 'loss']

const notSeen = ({ verdict, exit, first, left }: Trial): boolean =>
  verdict === 'inconclusive' && exit === 2 && reasonOf(first) === 'fault-not-seen' && isEmpty(left)

const dirty = ({ cleanup, exit, left }: Trial): boolean => cleanup === 'dirty' && exit === 3 && isEmpty(left)

/** Not brought back, which nobody takes for a pass. */
const notBack = ({ verdict, cleanup, exit, left }: Trial): boolean =>
  verdict !== 'pass' && cleanup === 'clean' && (exit === 1 || exit === 2) && isEmpty(left)

function reasonOf(first: unknown): unknown {
  return typeof first === 'object' && first !== null && 'reason' in first ? first.reason : null
}

function isEmpty(left: unknown): boolean {
  return Array.isArray(left) && left.length === 0
}

function proof(env: string, { fault, drill, set }: (typeof FAULTS)[number], right: Proof['right']): Proof {
  const one = of(drill, { env, set, name: `${env} ${fault}` })
  return { ...(values.target === 'compose' ? onCompose(one) : one), right }
}

const proofs = [
  ...FAULTS.map((each) => proof('no-op', each, notSeen)),
  ...FAULTS.filter(({ fault }) => !NOT_HEALED.includes(fault)).map((each) =>
    proof('no-op-heal', each, GONE_WITH_PROJECT.includes(each.fault) ? notBack : dirty),
  ),
]
let wrong = 0
for (const one of proofs.filter(({ name }) => name.includes(values.only))) {
  const key = keyOfDrill(one.target, one.drill, argsOf(one))
  const all = await trials(NAME, key, one.name, Number(values.trials), async (trial) => ({
    ...(await drillTrial([...argsOf(one), '--seed', String(trial)], 0)),
  }))
  const good = all.filter(one.right).length
  console.log(`${one.name}: ${good}/${all.length} right`)
  wrong += all.length - good
}
process.exitCode = wrong === 0 ? 0 : 1
