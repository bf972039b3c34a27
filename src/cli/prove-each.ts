/** The sabotages of a proof, one run after the other; nothing is run on what an earlier one left, or after a signal. */
import { EXIT } from '../errors.ts'
import type { SabotageProof } from '../prove/proof.ts'
import { EXPECTATIONS } from '../prove/sabotages.ts'
import type { Interruption } from '../run/interruption.ts'
import { exitCode } from '../verdict/exit-code.ts'
import type { Choice } from './sabotages.ts'

export interface ProvenOne {
  proof: SabotageProof
  /** What a sabotage only pretends to leave is none. */
  leftSomething: boolean
}

export interface ProvingEach<C extends Pick<Choice, 'kind' | 'lack'>> {
  choices: readonly C[]
  /** The load writes something that could be stored. */
  writes: boolean
  interruption: Pick<Interruption, 'signalled'>
  prove(choice: C): Promise<ProvenOne>
}

export async function proveEach<C extends Pick<Choice, 'kind' | 'lack'>>({
  choices,
  writes,
  interruption,
  prove,
}: ProvingEach<C>): Promise<SabotageProof[]> {
  const proofs: SabotageProof[] = []
  let leftBy: SabotageProof | null = null
  for (const choice of choices) {
    const { signalled } = interruption
    const { kind } = choice
    const lack = choice.lack ?? (EXPECTATIONS[kind].ofWrites && !writes ? 'its load writes nothing' : null)
    if (lack !== null) proofs.push(notRun(kind, 'not-applicable', `${lack}.`))
    else if (signalled !== null) proofs.push(stopped(kind, signalled))
    else if (leftBy !== null) proofs.push(onWhatWasLeft(kind, leftBy))
    else {
      const { proof, leftSomething } = await prove(choice)
      proofs.push(leftSomething ? beside(proof) : proof)
      if (leftSomething) leftBy = proof
    }
  }
  return proofs
}

/** That it was caught is not told of what really stayed: the last of a proof would hide it. */
function beside(proof: SabotageProof): SabotageProof {
  if (proof.outcome === 'let-through') return proof
  const why = [
    ...proof.why,
    `It left something behind that it does not only pretend to leave (${proof.run}).`,
  ]
  return { ...proof, outcome: 'undecided', by: null, why, exitCode: EXIT.dirty }
}

function stopped(kind: Choice['kind'], signal: string): SabotageProof {
  const ending = { verdict: 'inconclusive', run: 'interrupted', cleanup: 'clean', errorCode: null } as const
  return {
    ...notRun(kind, 'undecided', `It was not run: ${signal}.`),
    exitCode: exitCode({ ...ending, signal }),
  }
}

/** With the exit code of what was left, whatever the sabotage that left it is. */
function onWhatWasLeft(kind: Choice['kind'], { sabotage, run }: SabotageProof): SabotageProof {
  const why = `It was not run: the run with ${sabotage} left something behind (${run}).`
  return { ...notRun(kind, 'undecided', why), exitCode: EXIT.dirty }
}

function notRun(kind: Choice['kind'], outcome: SabotageProof['outcome'], why: string): SabotageProof {
  const { what } = EXPECTATIONS[kind]
  return { sabotage: kind, what, outcome, by: null, why: [why], spoiled: null, run: null, exitCode: null }
}
