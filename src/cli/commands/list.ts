import type { Command } from 'commander'
import { isFiredrillError } from '../../config/import-module.ts'
import { openTarget } from '../choose.ts'
import { ofFile } from '../of-file.ts'
import type { CommandContext } from '../program.ts'
import { openProject, type Project } from '../project.ts'

export function addList(program: Command, { terminal }: CommandContext): Command {
  return program
    .command('list')
    .option('--json', 'as JSON on standard output')
    .addHelpText('after', '\nExample:\n  firedrill list')
    .action(async (options: { json?: boolean }) => {
      const project = await openProject({ allowMissingEnv: true })
      const { drills: found } = project
      const rows = found.drills.map(({ drill, file }) => ({
        name: drill.name,
        purpose: drill.purpose,
        file,
        params: Object.fromEntries(
          Object.entries(drill.params).map(([name, param]) => [name, param.write(param.default)]),
        ),
      }))
      if (options.json) {
        terminal.out(`${JSON.stringify(rows, null, 2)}\n`)
        return
      }
      const { outColours: colours } = terminal
      for (const { name, purpose, file, params } of rows) {
        terminal.out(`${colours.bold(name)}  ${colours.dim(file)}\n  ${purpose}\n`)
        const set = Object.entries(params).map(([param, value]) => `${param}=${String(value)}`)
        if (set.length > 0) terminal.out(`  ${colours.dim(set.join('  '))}\n`)
      }
      terminal.out(`\n${await targetText(project)}\n`)
      for (const { file, error } of found.failed) {
        const said = ofFile(file, error.message)
        terminal.err(`${colours.red(file)}${said.slice(file.length)}\n`)
      }
    })
}

/** What they are run on where nothing is named, as `run` and `plan` would choose it. */
async function targetText(project: Project): Promise<string> {
  try {
    const { name, why } = await openTarget(project, undefined)
    return `target ${name} (${why})`
  } catch (error) {
    if (!isFiredrillError(error)) throw error
    return `target: ${error.message} ${error.hint}`
  }
}
