import { RECORD_FILES } from '../journal/record.ts'
import { commandToRunAgain } from './again.ts'
import { cellsOf, clausesByWindow, LEVELS } from './cells.ts'
import { aroundLines, brokeWords, causeWords, firstClause, NO_CAUSE } from './diagnosis-lines.ts'
import { engineLines } from './engine-lines.ts'
import { markdown as md } from './escape.ts'
import { failuresLine, faultLine, outageLines, recoveryLine } from './fault-lines.ts'
import { guardLines } from './guard-lines.ts'
import { instanceLines } from './instance-lines.ts'
import { ledgerLines } from './ledger-lines.ts'
import { plain } from './plain.ts'
import { releaseBlocks, stopLine } from './release-lines.ts'
import type { Reporter, ReportInput } from './reporter.ts'
import { secondSeries } from './series.ts'
import { sparkline } from './sparkline.ts'
import { steadyLines } from './steady-lines.ts'

const WIDTH = 60

/** `report.md`: the verdict first, one small table, a chart of text. */
export const markdown: Reporter = {
  file: RECORD_FILES.markdown,
  render: (input) => {
    const { verdict, directory } = input
    const lines = [
      `# ${md(verdict.drill)}: ${verdict.verdict}`,
      '',
      md(verdict.summary),
      '',
      ...broken(input),
      ...why(input),
      ...cleanUp(input),
      ...table(input),
      ...releases(input),
      ...happened(input),
      ...writes(input),
      ...engine(input),
      ...chart(input),
      '## Run it again',
      '',
      fenced(commandToRunAgain(verdict)),
      '',
      `Run ${verdict.run}, clean-up ${verdict.cleanup}, exit code ${verdict.exitCode}. Seed ${verdict.seed}. Record: ${md(directory)}`,
      '',
    ]
    return lines.join('\n')
  },
}

function broken({ verdict }: ReportInput): string[] {
  const first = firstClause(verdict)
  if (!first) return []
  const needed = first.needed === null ? '' : ` To decide it: ${md(first.needed)}`
  return [
    `**First clause that broke:** ${md(first.objective)} in ${md(first.window)}. ${md(first.message)}${needed}`,
    '',
  ]
}

function why({ verdict }: ReportInput): string[] {
  const { diagnosis } = verdict
  if (!diagnosis) return []
  const causes = diagnosis.causes.flatMap((cause) => [
    `- **${md(upperFirst(causeWords(cause)))}**`,
    ...cause.evidence.map((line) => `  - ${md(line)}`),
    ...cause.tryThis.map((line) => `  - To try: ${md(line)}`),
  ])
  const around = aroundLines(diagnosis).map((line) => `- ${md(line)}`)
  return [
    '## Why',
    '',
    `Broke first: ${md(brokeWords(verdict, diagnosis))}.`,
    '',
    ...(causes.length === 0 ? [`${upperFirst(NO_CAUSE)}.`] : causes),
    '',
    'Around that moment:',
    '',
    ...around,
    '',
  ]
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function cleanUp({ verdict }: ReportInput): string[] {
  if (verdict.cleanup === 'clean') return []
  const items = verdict.left.map(
    ({ what, evidence, remedy }) =>
      `- ${md(what)} (${md(evidence)})${remedy === null ? '' : `: ${md(remedy)}`}`,
  )
  return ['**Not clean.** Left behind:', '', ...items, '']
}

function table({ verdict }: ReportInput): string[] {
  const rows = clausesByWindow(verdict).flatMap(([window, clauses]) =>
    clauses.map((clause) => {
      const { mark, objective, observed, samples, strength } = cellsOf(clause)
      return `| ${mark} | ${md(window)} | ${md(objective)} | ${observed} | ${samples} | ${strength} |`
    }),
  )
  const head = ['| | window | objective | observed | samples | how sure |', '|---|---|---|---:|---:|---|']
  return rows.length === 0 ? [] : [...head, ...rows, '', LEVELS, '']
}

function releases({ verdict }: ReportInput): string[] {
  const blocks = releaseBlocks(verdict).flatMap(({ head, lines }) => [
    `- ${md(head)}`,
    ...lines.map((line) => `  - ${md(line)}`),
  ])
  return blocks.length === 0 ? [] : ['## Releases', '', ...blocks, '']
}

function happened({ verdict }: ReportInput): string[] {
  const faults = verdict.faults.flatMap((fault) => {
    const failures = failuresLine(fault)
    return [
      `- ${md(faultLine(fault))}`,
      `- ${md(recoveryLine(fault))}`,
      ...(failures === null ? [] : [`- ${md(failures)}`]),
    ]
  })
  const outages = outageLines(verdict.outages).map((line) => `- ${md(line)}`)
  const stops = verdict.stops.map((stop) => `- ${md(stopLine(stop))}`)
  const said = instanceLines(verdict).map((line) => `- ${md(line)}`)
  const steady = steadyLines(verdict).map((line) => `- ${md(line)}`)
  const guards = guardLines(verdict).map((line) => `- ${md(line)}`)
  const lines = [...steady, ...guards, ...stops, ...faults, ...outages, ...said]
  return lines.length === 0 ? [] : ['## What happened', '', ...lines, '']
}

function writes({ verdict }: ReportInput): string[] {
  const lines = ledgerLines(verdict).map((line) => `- ${md(line)}`)
  return lines.length === 0 ? [] : ['## What became of the writes', '', ...lines, '']
}

function engine({ measurements }: ReportInput): string[] {
  const lines = engineLines(measurements).map((line) => `- ${md(line)}`)
  return lines.length === 0 ? [] : ['## What the engine told', '', ...lines, '']
}

function chart({ record }: ReportInput): string[] {
  const { ok, failed, p95 } = secondSeries(record)
  if (ok.length === 0) return []
  const text = [
    `good/s   ${sparkline(ok, WIDTH)}  at most ${most(ok)}`,
    `failed/s ${sparkline(failed, WIDTH)}  at most ${most(failed)}`,
    `p95      ${sparkline(p95, WIDTH)}  at most ${most(p95)} ms`,
  ]
  return ['```text', ...text, '```', '']
}

/** One value a second: of a run of days there are more than a call can be given. */
function most(values: readonly (number | null)[]): number {
  return values.reduce<number>((largest, value) => Math.max(largest, value ?? 0), 0)
}

/** A fence longer than any run of backticks in the text. */
function fenced(text: string): string {
  const line = plain(text)
  const longest = Math.max(2, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}sh\n${line}\n${fence}`
}
