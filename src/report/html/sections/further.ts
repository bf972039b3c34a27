/** What is folded away at the end: what the instances said, the writes, the commands that were run, the environment. */
import { formatMs } from '../../../units.ts'
import { formatCount } from '../../../verdict/wording.ts'
import { commandsRun } from '../../command-lines.ts'
import { edgeLines } from '../../edge-lines.ts'
import { html as esc } from '../../escape.ts'
import { guardLines } from '../../guard-lines.ts'
import { instanceLines } from '../../instance-lines.ts'
import { ledgerLines } from '../../ledger-lines.ts'
import type { ReportInput } from '../../reporter.ts'
import { facts, fold, list, table } from '../page/parts.ts'
import { timeLink } from '../timeline/alternatives.ts'

const MOST_COMMANDS = 80

/** What could have ended the drill at once, and what came of it; nothing where nothing could. */
export function guardsFold({ verdict }: ReportInput): string {
  const lines = guardLines(verdict)
  return lines.length === 0 ? '' : fold('guards', 'Guards', list(lines))
}

/** Nothing where nobody watched. */
export function saidFold({ verdict }: ReportInput): string {
  const lines = instanceLines(verdict)
  return lines.length === 0 ? '' : fold('said', 'What the instances said of themselves', list(lines))
}

/** Nothing where it was not asked. */
export function writesFold({ verdict }: ReportInput): string {
  const lines = ledgerLines(verdict)
  return lines.length === 0 ? '' : fold('writes', 'What became of the writes', list(lines))
}

export function commandsFold({ record }: ReportInput): string {
  const runs = commandsRun(record.events)
  if (runs.length === 0) return ''
  const rows = runs.slice(0, MOST_COMMANDS).map(({ atMs, what, typed, tookMs }) => ({
    cells: [
      { html: timeLink(atMs), className: 'n' },
      { html: esc(what) },
      { html: `<code>${esc(typed)}</code>` },
      { html: tookMs === null ? '–' : formatMs(tookMs), className: 'n' },
    ],
  }))
  const more = runs.length - rows.length
  const rest = more > 0 ? `<p>${formatCount(more)} more are in the journal.</p>` : ''
  const shown = table({ caption: 'Commands that were run', head: ['run', 'what', 'as typed', 'took'], rows })
  return fold('commands', `The commands that were run (${runs.length})`, `${shown}${rest}`)
}

/** Where and with what it ran. */
export function environmentFold({ verdict, record, directory }: ReportInput): string {
  const { commit, instruments } = verdict
  const pairs: [string, string][] = [
    ['run', verdict.id],
    ['began', `${verdict.startedAt}, and took ${formatMs(verdict.durationMs)}`],
    ['ended', verdict.reason],
    ['target', `${verdict.target.name} (${verdict.target.kind}; ${verdict.target.why})`],
    ...edgeLines(verdict).map((line): [string, string] => ['edge', line.replace(/^edge: /, '')]),
    ['environment', verdict.environment ?? 'none named'],
    ['parameters', JSON.stringify(verdict.params)],
    ['seed', String(verdict.seed)],
    ['strict', verdict.strict ? 'yes' : 'no'],
    ['attempt', String(verdict.attempt)],
    ['commit', commit.hash === null ? 'not known' : `${commit.hash}${commit.dirty ? ' with changes' : ''}`],
    ...Object.entries(verdict.versions),
    ...(record.header.inputs ?? []).map(({ role, path, digest }): [string, string] => [
      `${role} ${path}`,
      `sha256 ${digest.slice(0, 16)}…`,
    ]),
    ['instruments', instruments.findings.length === 0 ? 'healthy' : instruments.findings.join('; ')],
    ['record', directory],
  ]
  return fold('environment', 'The environment', facts(pairs))
}
