/** The confusion matrices, for a terminal and for `bench/accuracy.md`. */
import { answerOf } from './authors.ts'
import { type Case, isOnlyByLedger } from './cases.ts'
import type { Machine } from './machine.ts'
import { type Grade, gradeOf, type Judged, matrixOf, SAYINGS, TRUTHS } from './matrix.ts'
import type { ToolName } from './tools.ts'

export interface Result extends Judged {
  tool: ToolName
  /** ISO 8601. */
  at: string
  wallMs: number
  /** The machine gave less than it has (`bench/speed.ts`). */
  disturbed: boolean
  left: readonly string[]
}

export interface About {
  machine: Machine
  versions: Readonly<Record<ToolName, string>>
  cases: readonly Case[]
  seed: number
}

const GRADES: readonly Grade[] = ['right', 'false green', 'false red', 'undecided']

export function reportText(results: readonly Result[], about: About): string {
  const { machine, cases, seed } = about
  const days = [...new Set(results.map(({ at }) => at.slice(0, 10)))].sort()
  const when = days.length > 1 ? `${days[0]} to ${days.at(-1)}` : (days[0] ?? 'never')
  const disturbed = results.filter((one) => one.disturbed)
  const wrong = disturbed.filter((one) => gradeOf(one) !== 'right').length
  return [
    '# Accuracy',
    '',
    'Made by `npm run bench:accuracy` from the trials in `results/accuracy.ndjson` that were run on just these sources. Every',
    'tool is given the same processes, the same load and the same fault at the same moment of the load; what it should say is',
    'known. `accuracy/rivals` has what the other tools are given, and `README.md` how it was written.',
    '',
    `${when}; ${machine.cores} cores (${machine.cpu}), ${machine.memoryGib} GiB, ${machine.kernel}, Node ${machine.node}; order by seed ${seed}.`,
    `${results.length} trials, ${disturbed.length} of them while the machine gave less than it has; of those ${wrong} ended wrong. All count.`,
    `Left behind by any: ${results.some(({ left }) => left.length > 0) ? leftOvers(results) : 'nothing'}.`,
    '',
    ...toolsOf(results).flatMap((tool) => toolLines(tool, ofTool(results, tool), about)),
    '## Cases',
    '',
    `| case | drill | truth | ${toolsOf(results).join(' | ')} |`,
    `|---|---|---|${toolsOf(results)
      .map(() => '---|')
      .join('')}`,
    ...cases.map((one) => caseLine(one, results)),
    '',
    'Each cell: how often it said so. What is wrong in a case:',
    '',
    ...cases.map(({ name, what }) => `- **${name}**: ${what}.`),
    '',
  ].join('\n')
}

function ofTool(results: readonly Result[], tool: ToolName): Result[] {
  return results.filter((one) => one.tool === tool)
}

function toolsOf(results: readonly Result[]): ToolName[] {
  const all: ToolName[] = ['firedrill', 'k6', 'chaostoolkit']
  return all.filter((tool) => results.some((one) => one.tool === tool))
}

function toolLines(tool: ToolName, own: readonly Result[], { versions }: About): string[] {
  const drills = [...new Set(own.map(({ drill }) => drill))].sort()
  return [
    `## ${versions[tool]}`,
    '',
    ...drills.flatMap((drill) => [...matrixLines(drill, of(own, drill)), '']),
    `In all: ${headline(own)}.`,
    '',
    ...wrongLines(tool, own),
    '',
  ]
}

function of(results: readonly Result[], drill: string): Result[] {
  return results.filter((one) => one.drill === drill)
}

export function matrixLines(name: string, results: readonly Judged[]): string[] {
  const matrix = matrixOf(results)
  const rows = TRUTHS.filter((truth) => SAYINGS.some((said) => matrix[truth][said] > 0))
  return [
    `| ${name}: truth | said pass | said fail | said inconclusive |`,
    '|---|---|---|---|',
    ...rows.map((truth) => `| ${truth} | ${SAYINGS.map((said) => matrix[truth][said]).join(' | ')} |`),
  ]
}

/** `41 of 45 right, 4 false green`. */
export function gradesText(results: readonly Judged[]): string {
  const count = (grade: Grade): number => results.filter((one) => gradeOf(one) === grade).length
  const others = GRADES.slice(1).filter((grade) => count(grade) > 0)
  const right = `${count('right')} of ${results.length} right`
  return [right, ...others.map((grade) => `${count(grade)} ${grade}`)].join(', ')
}

/** As `gradesText`, and once more without the cases that are out of reach of whoever keeps no ledger. */
export function headline(results: readonly Judged[]): string {
  const others = results.filter((one) => !isOnlyByLedger(one.case))
  if (others.length === results.length) return gradesText(results)
  return `${gradesText(results)}; without the cases that only a ledger can see ${gradesText(others)}`
}

function wrongLines(tool: ToolName, own: readonly Result[]): string[] {
  const wrong = own.filter((one) => gradeOf(one) !== 'right')
  if (wrong.length === 0) return ['It was never wrong.']
  return [...Map.groupBy(wrong, (one) => `${one.case}\n${one.said}`).values()].map((same) => {
    const { case: name, said, truth } = same[0]!
    const why = [...new Set(same.map((one) => one.why))].slice(0, 3).join(' / ')
    return `- **${name}** (${truth}) said ${said} ${timesText(same.length)}: ${cell(why)}. Its author: ${answerOf(tool, name)}`
  })
}

function timesText(times: number): string {
  return times === 1 ? 'once' : `${times} times`
}

function caseLine(one: Case, results: readonly Result[]): string {
  const cells = toolsOf(results).map((tool) => {
    const own = ofTool(results, tool).filter((result) => result.case === one.name)
    const said = SAYINGS.map((word) => ({ word, times: own.filter((each) => each.said === word).length }))
    const words = said.filter(({ times }) => times > 0).map(({ word, times }) => `${word} ${times}`)
    const right = own.every((each) => gradeOf(each) === 'right')
    return words.length === 0 ? 'not run' : right ? words.join(', ') : `**${words.join(', ')}**`
  })
  return `| ${one.name} | ${one.drill} | ${one.truth} | ${cells.join(' | ')} |`
}

function leftOvers(results: readonly Result[]): string {
  const bad = results.filter(({ left }) => left.length > 0)
  return [
    ...new Set(bad.map(({ tool, case: name, left }) => `${tool}, ${name}: ${left.length} things`)),
  ].join('; ')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
