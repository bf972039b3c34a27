import { randomUUID } from 'node:crypto'
import { relative } from 'node:path'
import { consoleReporter } from '../report/console.ts'
import { reporters } from '../report/map.ts'
import type { ReportInput } from '../report/reporter.ts'
import type { RunFlags } from './commands/run.ts'
import type { Terminal } from './terminal.ts'

/**
 * A judged run on standard output: as JSON, for a person, or not at all; on GitHub with marks beside the drill's lines.
 * `before`: what parts it from what stands above.
 */
export function showRun(
  input: ReportInput,
  flags: Pick<RunFlags, 'json' | 'quiet'>,
  terminal: Terminal,
  env: Readonly<Record<string, string | undefined>>,
  before = '\n',
): void {
  const onGitHub = env.GITHUB_ACTIONS === 'true'
  if (flags.json) terminal.out(reporters.json.render(input))
  else if (!flags.quiet) {
    const colorLevel = terminal.outColours.level
    const text = `${before}${consoleReporter({ colorLevel, columns: terminal.columns }).render(input)}`
    terminal.out(onGitHub ? withoutCommands(text) : text)
  }
  // A runner reads commands from both streams; standard output may be somebody's JSON.
  if (!onGitHub || flags.quiet) return
  const folder = folderOf(input, env.GITHUB_WORKSPACE ?? '')
  terminal.err(reporters['github-annotations'].render({ ...input, folder }))
}

/** Where the project lies in the repository; empty: at its top, or that is not known. */
function folderOf({ record: { header } }: ReportInput, workspace: string): string {
  if (workspace === '' || header.root === undefined) return ''
  const folder = relative(workspace, header.root)
  return folder.startsWith('..') ? '' : folder
}

/** What an app wrote may look like a command to the runner: it is told to take none of this for one. */
function withoutCommands(text: string): string {
  const token = randomUUID()
  return `::stop-commands::${token}\n${text}::${token}::\n`
}
