/** The runbook as a page of Markdown that can be followed by somebody who has nothing else. */
import { markdown as md } from '../report/escape.ts'
import { formatMs } from '../units.ts'
import type { Missing, Part, Runbook, RunbookStep } from './runbook.ts'
import { isHidden } from './typed.ts'

/** The page without its seal. */
export function renderRunbook(runbook: Runbook): string {
  const { parts } = runbook
  const lines = [
    `# ${md(titleOf(runbook))}`,
    '',
    ...intro(runbook),
    ...parts.flatMap((part, index) => partLines(part, headingOf(part, index))),
    ...origin(runbook),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function titleOf({ current, next }: Runbook): string {
  if (current === null) return 'Deploy and rollback'
  return next === null ? `Back to ${current}` : `Deploy ${next}, and back to ${current}`
}

function headingOf({ title }: Part, index: number): string {
  return `${index + 1}. ${md(title)}`
}

function intro({ parts, target, environment, inherits, hasPrograms }: Runbook): string[] {
  const index = parts.findIndex(({ key }) => key === 'rollback')
  const part = parts[index]
  const link = part
    ? [`**Something is wrong right now?** Go to [${headingOf(part, index)}](#${anchor(part, index)}).`, '']
    : []
  const all = parts.flatMap(({ steps }) => steps)
  const variables = [...new Set(all.flatMap((step) => step.variables))].toSorted()
  const standIns = [...new Set(all.flatMap((step) => step.standIns))]
  const where = environment === null ? `target ${target}` : `target ${target}, environment ${environment}`
  return [
    ...link,
    `For ${md(where)}. Open a shell in the project's root, the directory of the firedrill configuration. Each block stands for itself: it is pasted as it is, and what to expect is below it, as it was seen when this was rehearsed.`,
    '',
    ...(variables.length === 0
      ? []
      : [`Set before, for this page does not hold their values: ${variables.map(code).join(', ')}.`, '']),
    ...(inherits.length === 0
      ? []
      : [
          `Set these as well, for every command was given them of the shell's own: ${inherits.map(code).join(', ')}.`,
          '',
        ]),
    ...(hasPrograms
      ? [
          `Programs were looked for in ${code('node_modules/.bin')} as well, as npx does: begin a shell with ${code(PROGRAMS)}.`,
          '',
        ]
      : []),
    ...(all.some(({ command }) => command !== null && isHidden(command))
      ? ['Where ‹redacted› stands in a command, put the secret in its place: no record holds it.', '']
      : []),
    ...(standIns.length === 0
      ? []
      : [`In angle brackets stands what only the moment tells: ${standIns.map(code).join(', ')}.`, '']),
  ]
}

const PROGRAMS = 'export PATH="$PWD/node_modules/.bin:$PATH"'

/** As GitHub and GitLab make it of a heading. */
function anchor(part: Part, index: number): string {
  return headingOf(part, index)
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(/\s/g, '-')
}

function partLines(part: Part, heading: string): string[] {
  return [
    `## ${heading}`,
    '',
    ...part.notes.flatMap((note) => [md(note), '']),
    ...(part.points.length === 0 ? [] : [...part.points.map((point) => `- ${md(point)}`), '']),
    ...part.steps.flatMap(stepLines),
    ...part.missing.flatMap(missingLines),
  ]
}

function stepLines({ what, command, expect, tookMs, run }: RunbookStep): string[] {
  return [
    `### ${md(what)}`,
    '',
    ...(command === null ? [] : [fenced(command), '']),
    ...(expect.length === 0 ? [] : [...expectLines(expect), '']),
    `${source(tookMs, run)}`,
    '',
  ]
}

function expectLines(expect: readonly string[]): string[] {
  const [only] = expect
  if (expect.length === 1 && only !== undefined) return [`Expect: ${md(only.replace(/\.$/, ''))}.`]
  return ['Expect:', '', ...expect.map((line) => `- ${md(line)}`)]
}

function source(tookMs: number | null, run: string | null): string {
  if (run === null) return '**Not rehearsed**: from the configuration.'
  const took = tookMs === null ? 'Seen' : `Took ${formatMs(tookMs)}`
  return `${took} in ${code(run)}.`
}

const MISSING = '> **Missing.** '

/** How many parts a page says that it lacks. */
export function missingIn(page: string): number {
  return page.split('\n').filter((line) => line.startsWith(MISSING)).length
}

function missingLines({ what, rehearse }: Missing): string[] {
  const how = rehearse.length === 0 ? '' : ` To rehearse it: ${rehearse.map(code).join(' or ')}.`
  return [`${MISSING}${md(what)}${how}`, '']
}

function origin({ rehearsals }: Runbook): string[] {
  const rows = rehearsals.map(
    ({ run, drill, startedAt, summary, again }) =>
      `| ${code(run)} | ${md(drill)} | ${startedAt.slice(0, 16).replace('T', ' ')} | ${md(summary)} | ${inCell(code(again))} |`,
  )
  return [
    '## Where this comes from',
    '',
    'Made by `firedrill runbook` from rehearsals that passed. It is not edited by hand, but made again; `firedrill runbook --check` says when it has to be.',
    '',
    '| run | drill | begun (UTC) | what came of it | again |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ]
}

/** A fence that is longer than any within. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}sh\n${text}\n${fence}`
}

/** A bar would begin another cell, also within code. */
function inCell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const ticks = '`'.repeat(longest + 1)
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${text.replaceAll('\n', ' ')}${pad}${ticks}`
}
