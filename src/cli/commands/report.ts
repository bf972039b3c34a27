import { join, relative } from 'node:path'
import type { Command } from 'commander'
import { nodeHost } from '../../host/node.ts'
import { RECORD_FILES } from '../../journal/record.ts'
import { findRun, storedRuns } from '../find-runs.ts'
import { judgeRecord, writeReports } from '../judge-record.ts'
import { openPage } from '../open-page.ts'
import type { CommandContext } from '../program.ts'

export function addReport(program: Command, context: CommandContext): Command {
  return program
    .command('report [run]')
    .option('--open', 'open it in the browser')
    .addHelpText(
      'after',
      '\n<run> is a directory, or its name below reports/.\nThe exit code says whether there is a report, not what is in it.\n\n' +
        'Examples:\n  firedrill report --open\n  firedrill report reports/20260102-030405-kill-node-1a2b',
    )
    .action(async (run: string | undefined, { open }: { open?: boolean }) => {
      const host = nodeHost()
      const stored = await storedRuns(host)
      const directory = await findRun(stored, run ?? 'latest')
      const file = join(directory, RECORD_FILES.html)
      if (!(await host.files.exists(file))) {
        const input = await judgeRecord(host, directory, { indicators: stored.indicators, strict: null })
        await writeReports(host, directory, input, { summary: false })
      }
      const shown = relative(process.cwd(), file)
      context.terminal.out(`${shown.startsWith('..') ? file : shown}\n`)
      if (open) await openPage(host, file)
    })
}
