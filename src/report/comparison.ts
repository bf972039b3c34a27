/** A comparison of runs, for a person and as JSON. */
import { Chalk, type ChalkInstance } from 'chalk'
import type { ComparedClause, ComparedSide, Comparison, Finding } from '../compare/comparison.ts'
import { formatRatio } from '../units.ts'
import { shown } from './cells.ts'
import { type ConsoleOptions, widthOf } from './console.ts'
import { plain } from './plain.ts'
import { wrap } from './wrap.ts'

const MARK: Readonly<Record<Finding, string>> = {
  worse: '✗',
  better: '✓',
  'no-difference': '=',
  'too-little-data': '?',
}
const COLOR = {
  worse: 'red',
  better: 'green',
  'no-difference': 'green',
  'too-little-data': 'yellow',
} as const
const HEAD = {
  worse: { color: 'red', text: 'WORSE' },
  'no-worse': { color: 'green', text: 'NO WORSE' },
  'too-little-data': { color: 'yellow', text: 'TOO LITTLE DATA' },
} as const
const OBJECTIVE_WIDTH = 31
const SEEN_WIDTH = 21

export function renderComparison(comparison: Comparison, { colorLevel, columns }: ConsoleOptions): string {
  const chalk = new Chalk({ level: colorLevel })
  const width = widthOf(columns)
  const say = (text: string, indent = 0): string[] => wrap(plain(text), width, indent)
  const { color, text } = HEAD[comparison.verdict]
  const windows = [...Map.groupBy(comparison.clauses, ({ window }) => window)]
  const lines = [
    `${chalk.bold[color](text)}  ${plain(comparison.drill, 60)}`,
    ...say(comparison.summary),
    '',
    ...say(`first:  ${sideWords(comparison.first)}`),
    ...say(`second: ${sideWords(comparison.second)}`),
    ...comparison.differs.flatMap((each) => say(`differs: ${each}`)),
    '',
    ...windows.flatMap(([window, clauses]) => [
      chalk.bold(plain(window, width)),
      ...clauses.flatMap((clause) => clauseLines(clause, chalk, width)),
      '',
    ]),
    ...comparison.leftOut.flatMap((each) => say(`left out: ${each}`)),
    ...say(comparisonRules(comparison)).map((line) => chalk.dim(line)),
    `exit code ${comparison.exitCode}`,
  ]
  return `${lines.join('\n')}\n`
}

/** +∞ is `"never"`, as in verdict.json. */
export function comparisonJson(comparison: Comparison): string {
  const finite = (_key: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isFinite(value) ? 'never' : value
  return `${JSON.stringify(comparison, finite, 2)}\n`
}

function clauseLines(clause: ComparedClause, chalk: ChalkInstance, width: number): string[] {
  const { finding, objective, first, second, unit, words, detail } = clause
  const mark = chalk[COLOR[finding]](MARK[finding])
  const name = plain(objective, 200).padEnd(OBJECTIVE_WIDTH)
  const seen = `${comparedValue(first, unit)} → ${comparedValue(second, unit)}`.padEnd(SEEN_WIDTH)
  const told = finding === 'worse' ? chalk.red(words) : words
  // Wide rows have what is found on a line of its own.
  const fits = 6 + name.length + seen.length + words.length <= width
  const row = fits
    ? [`  ${mark} ${name} ${seen} ${told}`]
    : [`  ${mark} ${name} ${seen.trim()}`, `    ${told}`]
  return [...row, ...wrap(plain(detail), width, 4).map((line) => chalk.dim(line))]
}

/** A side's value in words. */
export function comparedValue(number: number | null, unit: ComparedClause['unit']): string {
  return shown(number !== null && !Number.isFinite(number) ? 'never' : number, unit)
}

function sideWords({ runs }: ComparedSide): string {
  return runs.map(({ id, verdict }) => `${id} (${verdict})`).join(', ')
}

/** What the findings rest on, for every rendering. */
export function comparisonRules({ confidence, tolerance, tests }: Comparison): string {
  const sure = formatRatio(confidence)
  const allowed = formatRatio(tolerance)
  return `Differences of up to ${allowed} are none. All ${tests} together, findings and bounds are wrong in at most ${formatRatio(1 - confidence)} of comparisons (${sure} confidence, Holm), as far as the runs differ in nothing else.`
}
