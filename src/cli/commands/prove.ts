import type { Command } from 'commander'
import { onSignals } from '../../host/signals.ts'
import { EXPECTATIONS } from '../../prove/sabotages.ts'
import { createInterruption } from '../../run/interruption.ts'
import { BLAST_RADIUS, blastRadius, collect, retries, seedNumber } from '../options.ts'
import type { CommandContext } from '../program.ts'
import { openProject } from '../project.ts'
import { proveDrill } from '../prove-drill.ts'
import { unlessStopped } from '../unless-stopped.ts'
import type { RunFlags } from './run.ts'

export interface ProveFlags extends Omit<RunFlags, 'strict' | 'repeat'> {
  /** Names of sabotages with commas between them; all unless given. */
  only?: string
}

const SABOTAGES = Object.entries(EXPECTATIONS)
  .map(([name, { what }]) => `  ${name.padEnd(14)} ${what}`)
  .join('\n')

export function addProve(program: Command, context: CommandContext): Command {
  return program
    .command('prove <drill>')
    .option('--only <names>', 'only these sabotages, with commas between them')
    .option('--target <name>', 'which target of the configuration')
    .option('--env <name>', 'which environment of the configuration')
    .option('--set <name=value>', 'a parameter of the drill; may be repeated', collect, [])
    .option('--seed <number>', 'decides which instance is picked', seedNumber)
    .option(
      '--confirm <name>',
      'names the project that was there before, or production, so that it may be touched; may be repeated',
      collect,
      [],
    )
    .option('--blast-radius <instances>', BLAST_RADIUS, blastRadius)
    .option(
      '--no-lease',
      'on an engine of another machine, go without a keeper that undoes there (docs/lease.md)',
    )
    .option(
      '--retry-inconclusive <times>',
      'run again when only the instruments kept it from being decided',
      retries,
      0,
    )
    .option('--out <directory>', 'where run records go, instead of the configured place')
    .option('--json', 'the proof as JSON on standard output')
    .option('--quiet', 'no progress and no report on the terminal')
    .addHelpText(
      'after',
      `
Sabotages:
${SABOTAGES}

Examples:
  firedrill prove kill-node
  firedrill prove kill-node --only delays,loses --set rate=50/s`,
    )
    .action(async (name: string, _own: unknown, command: Command) => {
      // `--debug` may stand before the command as well.
      const flags = command.optsWithGlobals<ProveFlags>()
      const project = await openProject(flags.env === undefined ? {} : { env: flags.env })
      const found = project.find(name)
      const interruption = createInterruption()
      const release = onSignals((signal) => interruption.receive(signal))
      try {
        const { terminal } = context
        const prove = () => proveDrill(project, found, flags, interruption, terminal)
        context.exit(await unlessStopped(interruption, found.drill.name, terminal, prove))
      } finally {
        release()
      }
    })
}
