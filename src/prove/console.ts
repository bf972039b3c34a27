/** A proof for a terminal. */
import { Chalk, type ColorSupportLevel } from 'chalk'
import { plain } from '../report/plain.ts'
import { wrap } from '../report/wrap.ts'
import type { Proof, ProofOutcome, SabotageProof } from './proof.ts'
import { type Badge, badgeOf, PROOF_MARKS, sectionsOf, sentencesOf } from './sections.ts'

export interface ProofConsoleOptions {
  /** 0: no colours. */
  colorLevel: ColorSupportLevel
  /** Of the terminal; taken as 60 to 100. */
  columns: number
  /** The Markdown report, as a person would type it. */
  report: string
}

const BADGES = { trusted: 'green', 'not trusted': 'red', 'not decided': 'yellow' } as const satisfies Record<
  Badge,
  string
>
const MARKS = {
  'let-through': 'red',
  undecided: 'yellow',
  caught: 'green',
  withstood: 'green',
  'not-applicable': 'gray',
} as const satisfies Record<ProofOutcome, string>

export function proofOnConsole(proof: Proof, { colorLevel, columns, report }: ProofConsoleOptions): string {
  const chalk = new Chalk({ level: colorLevel })
  const width = Math.min(100, Math.max(60, columns))
  const badge = badgeOf(proof)
  const { healthy } = proof
  const one = (each: SabotageProof): string[] => [
    `  ${chalk[MARKS[each.outcome]](PROOF_MARKS[each.outcome])} ${chalk.bold(each.sabotage)}: ${plain(each.what)}`,
    ...sentencesOf(each).flatMap((text) => wrap(plain(text), width, 6)),
    ...(each.run === null ? [] : [chalk.dim(`      ${plain(each.run, 400)}`)]),
  ]
  const lines = [
    `${chalk.bold[BADGES[badge]](badge.toUpperCase())}  ${plain(proof.drill, 60)}`,
    ...wrap(plain(proof.summary), width, 0),
    '',
    `${chalk.bold('As it is')}: ${healthy.passed ? 'passes' : 'does not pass'}  ${chalk.dim(plain(healthy.run, 400))}`,
    '',
    ...sectionsOf(proof).flatMap(({ title, sabotages }) => [
      chalk.bold(title),
      ...sabotages.flatMap(one),
      '',
    ]),
    `exit code ${proof.exitCode}`,
    `report: ${plain(report, 400)}`,
  ]
  return `${lines.join('\n')}\n`
}
