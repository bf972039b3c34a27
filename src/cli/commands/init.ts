import { type Command, Option } from 'commander'
import type { Choices } from '../../init/settle.ts'
import { arrivalRate } from '../options.ts'
import type { CommandContext } from '../program.ts'

export interface InitFlags extends Choices {
  /** A page that users ask for. */
  path?: string
  rate: string
  yes?: boolean
  force?: boolean
  dryRun?: boolean
}

export function addInit(program: Command, context: CommandContext): Command {
  return program
    .command('init')
    .option('--yes', 'ask nothing: take what was found')
    .addOption(new Option('--target <kind>', 'what the drills run').choices(['processes', 'compose']))
    .option('--run <command>', 'starts one instance; {port} stands for its port')
    .option(
      '--port <name>',
      'the variable that tells an instance its port (PORT); the port itself in a container',
    )
    .option('--ready <path>', 'answers 200 when an instance can serve')
    .option('--path <path>', 'a page that users ask for; default /')
    .option('--edge <what>', 'the command of your balancer, its URL, or built-in; service:port under Compose')
    .addOption(
      new Option('--rate <rate>', 'requests a second of the drills').argParser(arrivalRate).default('100/s'),
    )
    .option('--dry-run', 'show what would be changed, and write nothing')
    .option('--force', 'replace what is there already')
    .addHelpText(
      'after',
      "\nExamples:\n  firedrill init\n  firedrill init --yes --ready /ready\n  firedrill init --run 'python3 app.py --port {port}' --dry-run",
    )
    .action(async (flags: InitFlags) => {
      const { terminal } = context
      const { nodeHost } = await import('../../host/node.ts')
      const { initProject } = await import('../init-project.ts')
      // Loaded only where somebody is there to be asked.
      const asksNobody = flags.yes || flags.dryRun || terminal.ask === undefined
      const asking = asksNobody ? null : (await import('../asking.ts')).asking
      context.exit(await initProject(flags, { host: nodeHost(), root: process.cwd(), terminal, asking }))
    })
}
