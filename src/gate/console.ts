/** A decision of the gate for a terminal. */
import { Chalk } from 'chalk'
import { type ConsoleOptions, widthOf } from '../report/console.ts'
import { plain } from '../report/plain.ts'
import { wrap } from '../report/wrap.ts'
import type { GateDecision, RequirementAtGate } from './decision.ts'
import { askedWords, badgeOf, lookedWords, placeWords, unfitLines } from './words.ts'

export function decisionOnConsole(decision: GateDecision, { colorLevel, columns }: ConsoleOptions): string {
  const chalk = new Chalk({ level: colorLevel })
  const width = widthOf(columns)
  const say = (text: string, indent: number): string[] => wrap(plain(text), width, indent)
  const one = (each: RequirementAtGate): string[] => [
    `  ${each.met ? chalk.green('✓') : chalk.red('✗')} ${chalk.bold(plain(placeWords(each.requirement), 200))}: ${askedWords(each)}`,
    ...each.counted.flatMap(({ id, artifact }) =>
      say(artifact === null ? id : `${id}: ${artifact}`, 6).map((line) => chalk.dim(line)),
    ),
    ...(each.missing === null ? [] : say(each.missing, 6)),
    // Never broken over lines: it is there to be copied.
    ...(each.command === null ? [] : [`      ${chalk.cyan(plain(each.command, 1000))}`]),
    ...unfitLines(each).flatMap((line) => say(line, 6).map((text) => chalk.dim(text))),
    '',
  ]
  const badge = badgeOf(decision)
  const lines = [
    `${chalk.bold[decision.allowed ? 'green' : 'red'](badge.toUpperCase())}  ${plain(decision.artifact.shown, 100)}`,
    ...say(decision.summary, 0),
    '',
    ...decision.requirements.flatMap(one),
    ...lookedWords(decision).flatMap((line) => say(line, 0)),
    `exit code ${decision.exitCode}`,
  ]
  return `${lines.join('\n')}\n`
}
