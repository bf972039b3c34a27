import { Command, CommanderError } from 'commander'
import { EXIT, FiredrillError } from '../errors.ts'
import { addCompare } from './commands/compare.ts'
import { addDoctor } from './commands/doctor.ts'
import { addJudge } from './commands/judge.ts'
import { addList } from './commands/list.ts'
import { addPlan } from './commands/plan.ts'
import { addProve } from './commands/prove.ts'
import { addRecover } from './commands/recover.ts'
import { addReport } from './commands/report.ts'
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
    const debug = program.opts<{ debug?: boolean }>().debug === true || args.includes('--debug')
    if (!(error instanceof CommanderError)) return reportFailure(error, terminal, debug)
    if (error.exitCode === 0) return EXIT.pass
    // No command at all: help was shown instead.
    return error.code === 'commander.help' ? EXIT.usage : reportFailure(badUsage(error), terminal, debug)
  }
}

function badUsage(cause: CommanderError): FiredrillError {
  const hint = 'Run `firedrill --help` to see the commands, or `firedrill <command> --help` for its options.'
  return new FiredrillError('usage', cause.message.replace(/^error: /, ''), { hint, cause })
}

function createProgram(context: CommandContext): Command {
  const { terminal } = context
  const program = new Command('firedrill')
    .description(
      'Chaos and load drills as code: break the app under load, judge what its users saw, leave nothing behind.',
    )
    .version(VERSION, '-V, --version')
    .option('--debug', 'show stack traces')
    .showSuggestionAfterError(true)
    .addHelpText('after', EXIT_CODES)
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: () => undefined,
    })
    .exitOverride()
  const commands = [
    addRun,
    addProve,
    addList,
    addPlan,
    addReport,
    addJudge,
    addCompare,
    addDoctor,
    addRecover,
  ]
  for (const add of commands) {
    const command = add(program, context)
    command.copyInheritedSettings(program).option('--debug', 'show stack traces')
  }
  return program
}
