import type { Command } from 'commander'
import { isFiredrillError } from '../../config/import-module.ts'
import { EXIT, messageOf } from '../../errors.ts'
import { unfinishedRuns } from '../../run/recover.ts'
import { whereToRecover } from '../../run/whose.ts'
import type { Finding } from '../../target/target.ts'
import { openTarget } from '../choose.ts'
import { missingScripts } from '../load-scripts.ts'
import { ofFile } from '../of-file.ts'
import type { CommandContext } from '../program.ts'
import { openProject, type Project } from '../project.ts'
import { describeLoadGenerator } from '../wire.ts'

export function addDoctor(program: Command, context: CommandContext): Command {
  return program
    .command('doctor')
    .option('--env <name>', 'which environment of the configuration')
    .option('--target <name>', 'which target of the configuration')
    .option('--explain', 'list every configured and inferred value with its source')
    .addHelpText('after', '\nExample:\n  firedrill doctor --explain')
    .action(async (flags: { env?: string; target?: string; explain?: boolean }) => {
      const project = await openProject({
        ...(flags.env === undefined ? {} : { env: flags.env }),
        allowMissingEnv: true,
      })
      const { terminal } = context
      const { outColours: colours } = terminal
      const findings = await examine(project, flags.target)
      for (const { good, what, hint } of findings) {
        terminal.out(
          `${good ? colours.green('ok  ') : colours.red('miss')} ${what}\n${good || hint === '' ? '' : `     ${hint}\n`}`,
        )
      }
      if (flags.explain) for (const line of await explained(project, flags.target)) terminal.out(`${line}\n`)
      if (findings.some(({ good }) => !good)) context.exit(EXIT.missing)
    })
}

async function examine(project: Project, target: string | undefined): Promise<Finding[]> {
  const { host, loaded, drills } = project
  const good = (what: string): Finding => ({ good: true, what, hint: '' })
  const findings = [
    good(
      `Node ${process.versions.node} on ${host.platform} ${process.arch}${host.isRoot ? ', as root' : ''}`,
    ),
    good(`configuration ${loaded.file}`),
    ...loaded.warnings.map((warning) => good(`beware: ${warning}`)),
    good(drillsText(drills.drills.map(({ drill }) => drill.name))),
    ...drills.failed.map(({ file, error }) => ({
      good: false,
      what: ofFile(file, error.message),
      hint: error.hint,
    })),
    await describeLoadGenerator(host).then(
      (found) => ({ good: found.usable, what: found.what, hint: found.hint }),
      (error: unknown) => ({
        good: false,
        what: messageOf(error),
        hint: isFiredrillError(error) ? error.hint : '',
      }),
    ),
  ]
  const chosen = await openTarget(project, target)
  const examined = await chosen.target.examine(host)
  const refusals = (await chosen.target.check(host)).filter(
    ({ reason }) => !examined.some(({ what }) => what === reason),
  )
  findings.push(good(`target ${chosen.name} (${chosen.why})`), ...examined)
  refusals.push(...(await missingScripts(project, Object.keys(loaded.config.loads))))
  findings.push(...refusals.map(({ reason, hint }) => ({ good: false, what: reason, hint })))
  const { root, config } = loaded
  const { own, others, lost } = await unfinishedRuns(host, { root, reportsDir: config.reportsDir })
  const hint = 'Run `firedrill recover`.'
  findings.push(
    ...own.map((run) => ({ good: false, what: `${run} was not cleaned up`, hint })),
    ...others.map(({ directory, whose }) =>
      good(`beware: ${directory} was not cleaned up. ${whereToRecover(directory, whose)}.`),
    ),
  )
  findings.push(
    ...lost.map(({ run, directory }) => ({
      good: false,
      what: `${run} was not cleaned up, and its record ${directory} is gone`,
      hint: 'Run `firedrill recover`: it ends what carries the mark of the run.',
    })),
  )
  return findings
}

function drillsText(names: readonly string[]): string {
  if (names.length === 0) return 'no drills'
  return `${names.length} ${names.length === 1 ? 'drill' : 'drills'}: ${names.join(', ')}`
}

async function explained(project: Project, target: string | undefined): Promise<string[]> {
  const inferred = await (await openTarget(project, target)).target.explain(project.host)
  const rows = [...project.loaded.explained, ...inferred]
  return ['', ...rows.map(({ name, value, source }) => `${name} = ${value}  (${source})`)]
}
