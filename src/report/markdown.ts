/** `report.md`, for pull requests: the verdict first, what broke, one small table, a chart of text; the rest is folded. */
import { RECORD_FILES } from '../journal/record.ts'
import type { Clause } from '../verdict/schema.ts'
import { clauseWords } from '../verdict/steady.ts'
import { firstUndecided, isUnreached } from '../verdict/summary.ts'
import { formatCount } from '../verdict/wording.ts'
import { commandToRunAgain } from './again.ts'
import { MARKS } from './cells.ts'
import { brokeWords, causeOfFirst, causeWords, firstClause, NO_CAUSE } from './diagnosis-lines.ts'
import { markdown as md } from './escape.ts'
import { markdownDetails } from './markdown-details.ts'
import { clauseTable } from './markdown-table.ts'
import { plain } from './plain.ts'
import { isCommand, recoverCommand } from './remedy.ts'
import type { Reporter, ReportInput } from './reporter.ts'
import { targetLines } from './target-lines.ts'
import { textChart } from './text-chart.ts'
import { toDo } from './to-do.ts'

/** A table with more rows than these is no longer small: then only what did not pass is in it. */
const SMALL = 12

export const markdown: Reporter = {
  file: RECORD_FILES.markdown,
  render: (input) => {
    const { verdict, record, directory } = input
    const lines = [
      `# ${MARKS[verdict.verdict]} ${md(verdict.drill)}: ${verdict.verdict}`,
      '',
      md(verdict.summary),
      '',
      ...toBeDone(input),
      ...targetLines(verdict).flatMap((line) => [md(line), '']),
      ...cleanUp(input),
      ...broken(input),
      ...undecided(input),
      ...table(verdict.clauses),
      ...chart(input),
      fenced(commandToRunAgain(verdict, record.header.options, record.drill.file), 'sh'),
      '',
      `Run ${verdict.run}, clean-up ${verdict.cleanup}, exit code ${verdict.exitCode}. Seed ${verdict.seed}. Record: ${md(directory)}`,
      '',
      ...markdownDetails(input),
    ]
    return lines.join('\n')
  },
}

/** For who did not see the terminal. */
function toBeDone({ record }: ReportInput): string[] {
  const words = toDo(record)
  return words === null ? [] : [`**To do:** ${md(words)}`, '']
}

/** First, as it may need somebody now. */
function cleanUp({ verdict, directory }: ReportInput): string[] {
  if (verdict.cleanup === 'clean') return []
  const items = verdict.left.flatMap(({ what, evidence, remedy }) => {
    const seen = `- ${md(what)} (${md(evidence)})`
    if (remedy === null) return [seen]
    if (!isCommand(remedy)) return [`${seen}. ${md(remedy)}`]
    return [`${seen}. By hand:`, '', fenced(remedy, 'sh'), '']
  })
  const recover = fenced(recoverCommand(directory), 'sh')
  return ['**Not clean.** Left behind:', '', ...items, '', recover, '']
}

function broken({ verdict }: ReportInput): string[] {
  const first = firstClause(verdict)
  if (!first) return []
  const { diagnosis } = verdict
  const words = diagnosis ? brokeWords(verdict, diagnosis) : clauseWords(first)
  const cause = diagnosis ? causeOfFirst(diagnosis) : null
  const why = cause
    ? `${upperFirst(causeWords(cause))} Seen: ${cause.evidence.slice(0, 2).join('; ')}. To try: ${cause.tryThis[0] ?? 'nothing is known'}`
    : diagnosis
      ? `${upperFirst(NO_CAUSE)}.`
      : null
  return [
    `**First clause that broke:** ${md(words)}. ${md(first.message)}`,
    '',
    ...(why === null ? [] : [md(why), '']),
  ]
}

function undecided({ verdict }: ReportInput): string[] {
  const open = verdict.verdict === 'inconclusive' ? firstUndecided(verdict.clauses) : null
  // The summary has said it.
  if (!open || (isUnreached(open) && verdict.run !== 'completed')) return []
  const needed = open.needed === null ? '' : ` To decide it: ${md(open.needed)}`
  return [
    `**First clause that could not be decided:** ${md(clauseWords(open))}. ${md(upperFirst(open.message))}${needed}`,
    '',
  ]
}

/** What did not pass stands first; how many others there are is said. */
function table(clauses: readonly Clause[]): string[] {
  if (clauses.length === 0) return []
  const order = ['fail', 'inconclusive', 'pass']
  const ordered = clauses.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  const reached = ordered.filter((clause) => !isUnreached(clause))
  const bad = reached.filter(({ verdict }) => verdict !== 'pass')
  const shown = reached.length <= SMALL ? reached : bad.slice(0, SMALL)
  const passed = reached.length <= SMALL ? 0 : reached.length - bad.length
  const others = othersOf(bad.length - Math.min(bad.length, SMALL), passed, clauses.length - reached.length)
  return [...(shown.length === 0 ? [] : clauseTable(shown)), ...others]
}

/** What is not in the table. */
function othersOf(bad: number, passed: number, unreached: number): string[] {
  const counted = (count: number, one: string, many: string): string[] =>
    count === 0 ? [] : [`${formatCount(count)} ${count === 1 ? one : many}`]
  const words = [
    ...counted(bad, 'more clause did not pass', 'more clauses did not pass'),
    ...counted(passed, 'clause holds', 'clauses hold'),
    ...counted(unreached, 'clause was cut short or not reached', 'clauses were cut short or not reached'),
  ]
  return words.length === 0 ? [] : [`${words.join(', ')}; each is in the report.`, '']
}

function chart(input: ReportInput): string[] {
  const lines = textChart(input)
  return lines.length === 0 ? [] : ['```text', ...lines, '```', '']
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A fence longer than any run of backticks in the text. */
function fenced(text: string, language: string): string {
  const line = plain(text)
  const longest = Math.max(2, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${line}\n${fence}`
}
