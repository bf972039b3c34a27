/** What `report.md` folds away: GitHub, GitLab and others unfold it on a click, and elsewhere it just stands there. */
import { aroundLines, causeWords } from './diagnosis-lines.ts'
import { edgeLines } from './edge-lines.ts'
import { engineLines } from './engine-lines.ts'
import { markdown as md } from './escape.ts'
import { failuresLine, faultLine, outageLines, recoveryLine } from './fault-lines.ts'
import { guardLines } from './guard-lines.ts'
import { instanceLines } from './instance-lines.ts'
import { ledgerLines } from './ledger-lines.ts'
import { manualLines } from './manual-lines.ts'
import { clauseTable } from './markdown-table.ts'
import { releaseBlocks, stopLine } from './release-lines.ts'
import type { ReportInput } from './reporter.ts'
import { steadyLines } from './steady-lines.ts'

export function markdownDetails(input: ReportInput): string[] {
  const { verdict, measurements } = input
  return [
    ...folded('Why', why(input)),
    ...folded('Since the last green run', changes(input)),
    ...folded('Releases', releases(input)),
    ...folded('What happened', happened(input)),
    ...folded('What became of the writes', bullets(ledgerLines(verdict))),
    ...folded('What the engine told', bullets(engineLines(measurements))),
    ...folded(
      `Every clause (${verdict.clauses.length})`,
      verdict.clauses.length === 0 ? [] : clauseTable(verdict.clauses),
    ),
  ]
}

function folded(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>', '']
}

function bullets(lines: readonly string[]): string[] {
  return lines.map((line) => `- ${md(line)}`)
}

function why({ verdict: { diagnosis } }: ReportInput): string[] {
  if (!diagnosis) return []
  const causes = diagnosis.causes.flatMap((cause) => [
    `- **${md(causeWords(cause))}**`,
    ...cause.evidence.map((line) => `  - ${md(line)}`),
    ...cause.tryThis.map((line) => `  - To try: ${md(line)}`),
  ])
  return [...causes, '', 'Around that moment:', '', ...bullets(aroundLines(diagnosis))]
}

function changes({ sinceGreen }: ReportInput): string[] {
  if (!sinceGreen) return []
  const found = sinceGreen.changes.map(({ of, words }) => `${of}: ${words}`)
  const none = found.length === 0 ? ['nothing that is recorded has changed'] : []
  return bullets([`against ${sinceGreen.run}`, ...found, ...none])
}

function releases({ verdict }: ReportInput): string[] {
  return releaseBlocks(verdict).flatMap(({ head, lines }) => [
    `- ${md(head)}`,
    ...lines.map((line) => `  - ${md(line)}`),
  ])
}

function happened({ record, verdict }: ReportInput): string[] {
  const faults = verdict.faults.flatMap((fault) => {
    const failures = failuresLine(fault)
    return [faultLine(fault), recoveryLine(fault), ...(failures === null ? [] : [failures])]
  })
  return bullets([
    ...steadyLines(verdict),
    ...edgeLines(verdict),
    ...guardLines(verdict),
    ...manualLines(record),
    ...verdict.stops.map(stopLine),
    ...faults,
    ...outageLines(verdict.outages),
    ...instanceLines(verdict),
  ])
}
