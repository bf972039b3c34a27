import { consoleReporter } from '../report/console.ts'
import { reporters } from '../report/map.ts'
import type { ReportInput } from '../report/reporter.ts'
import type { RunFlags } from './commands/run.ts'
import type { Terminal } from './terminal.ts'

/** A judged run on standard output: as JSON, for a person, or not at all. */
export function showRun(
  input: ReportInput,
  flags: Pick<RunFlags, 'json' | 'quiet'>,
  terminal: Terminal,
): void {
  if (flags.json) terminal.out(reporters.json.render(input))
  else if (!flags.quiet) {
    const colorLevel = terminal.outColours.level
    terminal.out(`\n${consoleReporter({ colorLevel, columns: terminal.columns }).render(input)}`)
  }
}
