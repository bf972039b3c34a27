import { Command, CommanderError } from 'commander'
import { EXIT } from '../errors.ts'
import { addDoctor } from './commands/doctor.ts'
import { addJudge } from './commands/judge.ts'
import { addList } from './commands/list.ts'
import { addPlan } from './commands/plan.ts'
import { addRecover } from './commands/recover.ts'
import { addRun } from './commands/run.ts'
import { reportFailure } from './failure.ts'
import type { Terminal } from './terminal.ts'
import { VERSION } from './version.ts'

const EXIT_CODES = `
Exit codes:
  0 passed and clean    1 failed            2 inconclusive      3 something was left behind
  4 aborted by a guard  64 bad usage        69 something needed is missing
  70 harness error      75 another run      77 refused          129/130/143 a signal
  (docs/errors.md says more)`

/** What a command's action is given beside its own options. */
export interface CommandContext {
  terminal: Terminal
  /** Sets the exit code of the whole command. */
  exit(code: number): void
}

/** Runs one command line; resolves with its exit code and never rejects. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.pass
  const context: CommandContext = {
    terminal,
    exit: (code) => {
      exitCode = code
    },
  }
  const program = createProgram(context)
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.pass : EXIT.usage
    return reportFailure(
      error,
      terminal,
      program.opts<{ debug?: boolean }>().debug === true || args.includes('--debug'),
    )
  }
}

function createProgram(context: CommandContext): Command {
  const { terminal } = context
  const program = new Command('firedrill')
    .description(
      'Chaos and load drills as code: break the app under load, judge what its users saw, leave nothing behind.',
    )
    .version(VERSION, '-V, --version')
    .option('--debug', 'show stack traces')
    .showHelpAfterError(
      'Run `firedrill --help` to see the commands, or `firedrill <command> --help` for its options.',
    )
    .showSuggestionAfterError(true)
    .addHelpText('after', EXIT_CODES)
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .exitOverride()
  for (const add of [addRun, addList, addPlan, addJudge, addDoctor, addRecover]) {
    const command = add(program, context)
    command.copyInheritedSettings(program).option('--debug', 'show stack traces')
  }
  return program
}
