import { isAbsolute, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { loadConfig } from '../../config/load.ts'
import { FiredrillError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { nodeHost } from '../../host/node.ts'
import type { CustomIndicators } from '../../measure/custom.ts'
import { consoleReporter } from '../../report/console.ts'
import { reporters } from '../../report/map.ts'
import { judgeRecord, writeReports } from '../judge-record.ts'
import type { CommandContext } from '../program.ts'

interface JudgeFlags {
  json?: boolean
  quiet?: boolean
  strict?: boolean
}

export function addJudge(program: Command, context: CommandContext): Command {
  return program
    .command('judge <run>')
    .description('Judge a stored run again, from its record alone, and write its reports anew.')
    .option('--strict', 'take only what is proven at 95 %')
    .option('--json', 'the verdict as JSON on standard output')
    .option('--quiet', 'print nothing but what --json asks for')
    .addHelpText(
      'after',
      '\n<run> is a directory, or its name below reports/.\n\nExample:\n  firedrill judge reports/latest',
    )
    .action(async (run: string, flags: JudgeFlags) => {
      const host = nodeHost()
      const { directory, indicators } = await findRun(host, run)
      const input = await judgeRecord(host, directory, { indicators, strict: flags.strict ?? null })
      await writeReports(host, directory, input)
      const { terminal } = context
      if (flags.json) terminal.out(reporters.json.render(input))
      else if (!flags.quiet) {
        const colorLevel = terminal.outColours.level
        terminal.out(consoleReporter({ colorLevel, columns: terminal.columns }).render(input))
      }
      context.exit(input.verdict.exitCode)
    })
}

/** The record's directory, absolute, and the project's own indicators where there is a project. */
async function findRun(
  host: Host,
  run: string,
): Promise<{ directory: string; indicators: CustomIndicators }> {
  const options = { cwd: process.cwd(), env: host.env, files: host.files, allowMissingEnv: true }
  const loaded = await loadConfig(options).catch((error: unknown) => {
    // A record can be judged anywhere; only a project has indicators of its own.
    if (error instanceof FiredrillError && error.code === 'config-not-found') return null
    throw error
  })
  const places = [resolve(run), ...(loaded && !isAbsolute(run) ? [join(loaded.config.reportsDir, run)] : [])]
  for (const directory of places) {
    if (await host.files.exists(join(directory, 'journal.ndjson'))) {
      return { directory, indicators: loaded?.config.indicators ?? {} }
    }
  }
  throw new FiredrillError('run-not-found', `There is no run record at ${places.join(' or ')}.`, {
    hint: 'Name a directory below reports/, such as reports/latest.',
  })
}
