import type { Command } from 'commander'
import { nodeHost } from '../../host/node.ts'
import { findRun, storedRuns } from '../find-runs.ts'
import { judgeRecord, writeReports } from '../judge-record.ts'
import type { CommandContext } from '../program.ts'
import { showRun } from '../show-run.ts'

interface JudgeFlags {
  json?: boolean
  quiet?: boolean
  strict?: boolean
}

export function addJudge(program: Command, context: CommandContext): Command {
  return program
    .command('judge <run>')
    .option('--strict', 'take only what is proven at 95 %')
    .option('--json', 'the verdict as JSON on standard output')
    .option('--quiet', 'print nothing but what --json asks for')
    .addHelpText(
      'after',
      '\n<run> is a directory, or its name below reports/.\n\nExample:\n  firedrill judge reports/latest',
    )
    .action(async (run: string, flags: JudgeFlags) => {
      const host = nodeHost()
      const stored = await storedRuns(host)
      const { indicators } = stored
      const directory = await findRun(stored, run)
      const input = await judgeRecord(host, directory, { indicators, strict: flags.strict ?? null })
      await writeReports(host, directory, input)
      const { terminal } = context
      showRun(input, flags, terminal, host.env, '')
      context.exit(input.verdict.exitCode)
    })
}
