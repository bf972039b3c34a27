import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { EXIT, FiredrillError } from '../../errors.ts'
import { plainLines } from '../../report/plain.ts'
import { type Recovered, recoverRun, unfinishedRuns } from '../../run/recover.ts'
import type { CommandContext } from '../program.ts'
import { openProject } from '../project.ts'

export function addRecover(program: Command, context: CommandContext): Command {
  return program
    .command('recover [run]')
    .option('--all', 'every run of this project that was not cleaned up (the default without <run>)')
    .addHelpText('after', '\nExamples:\n  firedrill recover\n  firedrill recover reports/latest')
    .action(async (run: string | undefined) => {
      const { host, loaded } = await openProject({ allowMissingEnv: true })
      const { reportsDir, handlers } = loaded.config
      const named = run === undefined ? null : await findRecord([resolve(run), join(reportsDir, run)])
      const runs = named === null ? await unfinishedRuns(host, reportsDir) : [named]
      if (runs.length === 0) context.terminal.out('Every run of this project was cleaned up.\n')
      const results = []
      for (const directory of runs) {
        const result = await recoverRun(host, directory, handlers)
        context.terminal.out(plainLines(recoveredText(directory, result)))
        results.push(result)
      }
      context.exit(exitOf(results))

      async function findRecord(places: string[]): Promise<string> {
        for (const directory of places)
          if (await host.files.exists(join(directory, 'journal.ndjson'))) return directory
        throw new FiredrillError('run-not-found', `There is no run record at ${places.join(' or ')}.`, {
          hint: 'Name a directory below reports/, such as reports/latest.',
        })
      }
    })
}

function exitOf(results: readonly Recovered[]): number {
  if (results.some((result) => result.kind === 'undone' && result.left.length > 0)) return EXIT.dirty
  return results.some((result) => result.kind === 'running') ? EXIT.busy : EXIT.pass
}

function underWay({ by, pid }: Extract<Recovered, { kind: 'running' }>): string {
  if (by === 'run') return `still running (pid ${pid})`
  return `being undone now by ${by === 'watchdog' ? 'its watchdog' : 'another recover'} (pid ${pid})`
}

export function recoveredText(directory: string, result: Recovered): string {
  switch (result.kind) {
    case 'running':
      return `${directory}: ${underWay(result)}; nothing was done\n`
    case 'not-needed':
      return `${directory}: ${result.why}; nothing to do\n`
    case 'lost-race':
      return `${directory}: somebody else (its watchdog, or another recover) is undoing it now\n`
    case 'undone': {
      const left = result.left.map(
        ({ what, evidence, remedy }) =>
          `  LEFT: ${what} (${evidence})${remedy ? `\n    remove it: ${remedy}` : ''}\n`,
      )
      const outcome = left.length === 0 ? 'clean' : 'dirty'
      return `${directory}: ${result.undone} undone, ${outcome}\n${result.undos.map((undo) => `  ${undo}\n`).join('')}${left.join('')}`
    }
  }
}
