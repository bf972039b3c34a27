/** What a person sees at the end of a run: the verdict first, then the clauses, then what happened. */
import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk'
import { RECORD_FILES } from '../journal/record.ts'
import type { Clause, Verdict } from '../verdict/schema.ts'
import { isUnreached } from '../verdict/summary.ts'
import { cellsOf, clausesByWindow } from './cells.ts'
import { diagnosisLines } from './diagnosis-lines.ts'
import { edgeLines } from './edge-lines.ts'
import { failuresLine, faultLine, outageLines, recoveryLine } from './fault-lines.ts'
import { guardLines } from './guard-lines.ts'
import { instanceLines } from './instance-lines.ts'
import { ledgerLines } from './ledger-lines.ts'
import { manualLines } from './manual-lines.ts'
import { plain } from './plain.ts'
import { releaseBlocks, stopLine } from './release-lines.ts'
import { isCommand, recoverCommand } from './remedy.ts'
import type { Reporter } from './reporter.ts'
import { steadyLines } from './steady-lines.ts'
import { targetLines } from './target-lines.ts'
import { wrap } from './wrap.ts'

export interface ConsoleOptions {
  /** 0: no colours. */
  colorLevel: ColorSupportLevel
  /** Of the terminal; taken as 60 to 100. */
  columns: number
}

export const COLORS = { pass: 'green', fail: 'red', inconclusive: 'yellow' } as const
const OBJECTIVE_WIDTH = 40

export function consoleReporter({ colorLevel, columns }: ConsoleOptions): Reporter {
  const chalk = new Chalk({ level: colorLevel })
  const width = widthOf(columns)
  return {
    file: null,
    render: ({ record, verdict, directory }) => {
      const say = (text: string, indent = 2): string[] => wrap(plain(text), width, indent)
      const told = new Set<string>()
      const badge = chalk.bold[COLORS[verdict.verdict]](verdict.verdict.toUpperCase())
      const lines = [
        `${badge}  ${plain(verdict.drill, 60)}`,
        ...say(verdict.summary, 0),
        ...targetLines(verdict).flatMap((line) => say(line)),
        ...diagnosisLines(verdict).flatMap((line) => say(line)),
        '',
        ...clausesByWindow(verdict).flatMap(([window, clauses]) => [
          chalk.bold(plain(window, width)),
          ...(clauses.every(isUnreached)
            ? [chalk.dim(`  ? ${unreachedWords(clauses.length, window, verdict)}`)]
            : clauses.flatMap((clause) => clauseLines(clause, chalk, width, told))),
          '',
        ]),
        ...shipped(verdict).flatMap(({ text, indent }) => say(text, indent)),
        ...manualLines(record).flatMap((line) => say(line)),
        ...happened(verdict).flatMap((line) => say(line)),
        ...ledgerLines(verdict).flatMap((line) => say(line)),
        ...steadyLines(verdict).flatMap((line) => say(line)),
        ...guardLines(verdict).flatMap((line) => say(line)),
        ...edgeLines(verdict).flatMap((line) => say(line)),
        ...verdict.instruments.findings.flatMap((finding) => say(`instruments: ${finding}`)),
        ...left(verdict, directory, say).map((text) => chalk.red(text)),
        '',
        `run ${verdict.run}, clean-up ${verdict.cleanup}, exit code ${verdict.exitCode}`,
        `report: ${plain(directory, 400)}/${RECORD_FILES.html}`,
      ]
      return `${lines.join('\n')}\n`
    },
  }
}

function unreachedWords(count: number, window: string, { windows }: Verdict): string {
  const many = count === 1 ? 'its clause' : `its ${count} clauses`
  if (windows.some(({ name }) => name === window))
    return `cut short: ${many} ${count === 1 ? 'is' : 'are'} not decided`
  return `${many} ${count === 1 ? 'was' : 'were'} not reached`
}

/** So wide text is set, whatever the terminal. */
export function widthOf(columns: number): number {
  return Math.min(100, Math.max(60, columns))
}

/** 0 where `NO_COLOR` is set or the output is no terminal, unless `FORCE_COLOR` asks for it. */
export function colorLevelOf(
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): ColorSupportLevel {
  if (env.NO_COLOR) return 0
  const forced = env.FORCE_COLOR
  if (forced === '0' || forced === 'false') return 0
  if (forced !== undefined) return forced === '2' ? 2 : forced === '3' ? 3 : 1
  return isTerminal && env.TERM !== 'dumb' ? 1 : 0
}

/** `told`: why clauses before it could not be decided; what holds for many is said once. */
function clauseLines(clause: Clause, chalk: ChalkInstance, width: number, told: Set<string>): string[] {
  const { mark, objective, seen, strength } = cellsOf(clause)
  const name = plain(objective, 200).padEnd(OBJECTIVE_WIDTH)
  const row = `  ${chalk[COLORS[clause.verdict]](mark)} ${name} ${seen.padEnd(22)} ${strength}`
  const said = clause.verdict === 'pass' ? (clause.needed ? [clause.needed] : []) : [clause.message]
  const more = clause.verdict === 'inconclusive' && clause.needed ? [`To decide it: ${clause.needed}`] : []
  const why = [...said, ...more]
  const isTold = clause.verdict === 'inconclusive' && told.has(why.join('\n'))
  told.add(why.join('\n'))
  return [
    row,
    ...(isTold ? [] : why).flatMap((text) => wrap(plain(text), width, 4)).map((text) => chalk.dim(text)),
  ]
}

function shipped(verdict: Verdict): { text: string; indent: number }[] {
  return releaseBlocks(verdict).flatMap(({ head, lines }) => [
    { text: head, indent: 2 },
    ...lines.map((text) => ({ text, indent: 4 })),
  ])
}

function happened(verdict: Verdict): string[] {
  const { faults, outages, stops } = verdict
  const lines = faults.flatMap((fault) => {
    const failures = failuresLine(fault)
    return [faultLine(fault), recoveryLine(fault), ...(failures === null ? [] : [failures])]
  })
  return [...stops.map(stopLine), ...lines, ...outageLines(outages), ...instanceLines(verdict)]
}

/** A command is on one line, however long: broken over two, it could not be copied. */
function left(
  { cleanup, left: things }: Verdict,
  directory: string,
  say: (text: string) => string[],
): string[] {
  if (cleanup === 'clean') return []
  const lines = things.flatMap(({ what, evidence, remedy }) => {
    const seen = `LEFT: ${what} (${evidence})`
    if (remedy === null) return say(seen)
    return isCommand(remedy)
      ? [...say(`${seen}. By hand:`), `    ${plain(remedy)}`]
      : say(`${seen}. ${remedy}`)
  })
  return [
    ...lines,
    '  What can be taken back by itself is, any number of times, by:',
    `    ${plain(recoverCommand(directory))}`,
  ]
}
