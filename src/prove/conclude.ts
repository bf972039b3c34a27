/** From the runs to what they prove together. Pure. */
import { EXIT } from '../errors.ts'
import type { Proof, SabotageProof } from './proof.ts'
import { PROOF_FORMAT } from './proof.ts'

const SIGNALLED: readonly number[] = [EXIT.sighup, EXIT.sigint, EXIT.sigterm]

type Proven = Omit<Proof, 'format' | 'trusted' | 'exitCode' | 'summary'>

/** Exit codes of sabotaged runs say little: they are meant to fail. */
export function conclude(proven: Proven): Proof {
  const exitCode = exitCodeOf(proven)
  return {
    format: PROOF_FORMAT,
    trusted: exitCode === EXIT.pass,
    exitCode,
    summary: summaryOf(proven),
    ...proven,
  }
}

/** Beyond a verdict: something was left behind, a signal came, the harness failed, something is missing. */
export function isBeyondVerdict(exitCode: number): boolean {
  return exitCode !== EXIT.pass && exitCode !== EXIT.fail && exitCode !== EXIT.inconclusive
}

function exitCodeOf({ healthy, sabotages }: Proven): number {
  if (!healthy.passed) return isBeyondVerdict(healthy.exitCode) ? healthy.exitCode : EXIT.inconclusive
  const beyond = sabotages.flatMap(({ outcome, exitCode }) =>
    exitCode !== null &&
    (SIGNALLED.includes(exitCode) || (outcome === 'undecided' && isBeyondVerdict(exitCode)))
      ? [exitCode]
      : [],
  )
  if (beyond[0] !== undefined) return beyond[0]
  if (sabotages.some(leftSomething)) return EXIT.dirty
  if (sabotages.some(({ outcome }) => outcome === 'let-through')) return EXIT.fail
  const decided = sabotages.some(({ outcome }) => outcome === 'caught')
  return decided && !sabotages.some(({ outcome }) => outcome === 'undecided') ? EXIT.pass : EXIT.inconclusive
}

/** Where it is not what the sabotage is. */
function leftSomething({ sabotage, exitCode }: SabotageProof): boolean {
  return sabotage !== 'noop-heal' && exitCode === EXIT.dirty
}

function summaryOf({ drill, healthy, sabotages }: Proven): string {
  if (!healthy.passed) {
    return `Nothing is proven: ${drill} does not pass on the app as it is. ${healthy.summary}`
  }
  const of = (outcome: SabotageProof['outcome']) => sabotages.filter((each) => each.outcome === outcome)
  const ran = sabotages.length - of('not-applicable').length
  const through = of('let-through')
  const caught = `${of('caught').length} of ${ran}`
  if (through.length > 0) {
    const names = through.map(({ sabotage }) => sabotage).join(', ')
    return `${drill} cannot be trusted: it caught ${caught} and let ${names} through.`
  }
  const undecided = of('undecided')
  if (undecided.length > 0) {
    const names = undecided.map(({ sabotage }) => sabotage).join(', ')
    return `${drill} caught ${caught}; it could not be told of ${names}.`
  }
  if (of('caught').length === 0) return `Nothing is proven of ${drill}: no sabotage shows anything of it.`
  const withstood = of('withstood').map(({ sabotage }) => sabotage)
  const coped = withstood.length === 0 ? '' : `; the app withstood ${withstood.join(', ')}`
  return `${drill} can be trusted: it caught ${caught}${coped}.`
}
