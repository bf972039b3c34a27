import type { Command } from 'commander'
import type { BlastLimit } from '../../drill/blast-radius.ts'
import { onSignals } from '../../host/signals.ts'
import { createInterruption } from '../../run/interruption.ts'
import { worstExit } from '../exit.ts'
import { BLAST_RADIUS, blastRadius, collect, repetitions, retries, seedNumber } from '../options.ts'
import type { CommandContext } from '../program.ts'
import { openProject } from '../project.ts'
import { refuseBoth, repeatOne } from '../repeat.ts'
import { runOne } from '../run-one.ts'
import { unlessStopped } from '../unless-stopped.ts'

export interface RunFlags {
  target?: string
  env?: string
  set: string[]
  seed?: number
  /** Names of what was there before, and may be touched, and of production. */
  confirm: string[]
  /** Without it, one instance at a time, and never the last one that is ready. */
  blastRadius?: BlastLimit
  /** False: no keeper stands beside an engine of another machine. */
  lease?: boolean
  json?: boolean
  out?: string
  quiet?: boolean
  debug?: boolean
  strict?: boolean
  retryInconclusive: number
  /** How many runs, each judged by itself and all together; without it, one. */
  repeat?: number
}

export function addRun(program: Command, context: CommandContext): Command {
  return program
    .command('run <drill...>')
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
    .option('--strict', 'take only what is proven at 95 %: for gates')
    .option(
      '--retry-inconclusive <times>',
      'run again when only the instruments kept it from being decided',
      retries,
      0,
    )
    .option('--repeat <times>', 'run it so many times: all must pass, and flakiness is said', repetitions)
    .option('--out <directory>', 'where run records go, instead of the configured place')
    .option('--json', 'the verdict as JSON on standard output')
    .option('--quiet', 'no progress and no report on the terminal')
    .addHelpText(
      'after',
      '\nExamples:\n  firedrill run kill-node\n  firedrill run kill-node --set rate=50/s --set lose=pause\n  firedrill run kill-node --repeat 5',
    )
    .action(async (names: string[], _own: unknown, command: Command) => {
      // `--debug` may stand before the command as well.
      const flags = command.optsWithGlobals<RunFlags>()
      refuseBoth(flags)
      const { repeat } = flags
      const project = await openProject(flags.env === undefined ? {} : { env: flags.env })
      const found = names.map((name) => project.find(name))
      const interruption = createInterruption()
      const release = onSignals((signal) => interruption.receive(signal))
      try {
        const codes: number[] = []
        for (const drill of found) {
          const { terminal } = context
          const run = () =>
            repeat === undefined
              ? runOne(project, drill, flags, interruption, terminal)
              : repeatOne(project, drill, { ...flags, repeat }, interruption, terminal)
          codes.push(await unlessStopped(interruption, drill.drill.name, terminal, run))
        }
        context.exit(worstExit(codes))
      } finally {
        release()
      }
    })
}
