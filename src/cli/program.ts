import { Command, CommanderError, Help, Option } from 'commander'
import { EXIT, FiredrillError } from '../errors.ts'
import { VERSION } from '../host/version.ts'
import { COMMANDS, type CommandRow } from './commands/map.ts'
import { exitText, OF_RUNS } from './exit-words.ts'
import { reportFailure } from './failure.ts'
import type { Terminal } from './terminal.ts'

const EXAMPLES = `
Examples:
  firedrill init
  firedrill run kill-node
  firedrill plan kill-node --set rate=50/s
  firedrill <command> --help`

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
  const debug = args.includes('--debug')
  try {
    const program = await createProgram(context, args)
    await program.parseAsync(isHelpOfNone(args) ? args.slice(1) : args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportFailure(error, terminal, debug)
    if (error.exitCode === 0) return EXIT.pass
    // No command at all: help was shown instead.
    return error.code === 'commander.help'
      ? EXIT.usage
      : reportFailure(badUsage(error, args), terminal, debug)
  }
}

/** `help runn`: commander would show the help of all, and not say that there is no such command. */
function isHelpOfNone([first, command]: readonly string[]): boolean {
  return (
    first === 'help' && command !== undefined && !command.startsWith('-') && !Object.hasOwn(COMMANDS, command)
  )
}

function badUsage(cause: CommanderError, args: readonly string[]): FiredrillError {
  const command = args.find((arg) => !arg.startsWith('-'))
  const hint =
    command !== undefined && Object.hasOwn(COMMANDS, command)
      ? `Run \`firedrill ${command} --help\` to see how it is used.`
      : 'Run `firedrill --help` to see the commands, or `firedrill <command> --help` for its options.'
  return new FiredrillError('usage', cause.message.replace(/^error: /, ''), { hint, cause })
}

async function createProgram(context: CommandContext, args: readonly string[]): Promise<Command> {
  const { terminal } = context
  const program = new Command('firedrill')
    .description(
      'Chaos and load drills as code: break the app under load, judge what its users saw, leave nothing behind.',
    )
    .version(VERSION, '-V, --version')
    .option('--debug', 'show stack traces')
    .showSuggestionAfterError(true)
    .addHelpText('after', EXAMPLES)
    .addHelpText('after', exitText(OF_RUNS))
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: () => undefined,
    })
    .configureHelp({ optionDescription })
    .exitOverride()
  for (const [name, row] of Object.entries(COMMANDS)) {
    const command = isAskedFor(name, args) ? (await row.load())(program, context) : program.command(row.usage)
    finish(command, row, program)
  }
  return program
}

/** Of one that may be repeated, that none is given at first goes without saying. */
function optionDescription(option: Option): string {
  const { defaultValue } = option
  const hasNone = Array.isArray(defaultValue) && defaultValue.length === 0
  return new Help().optionDescription(hasNone ? new Option(option.flags, option.description) : option)
}

/** One that is merely listed is known by its row alone. Whatever is named may be asked for: `help run`, `--debug run`. */
function isAskedFor(name: string, args: readonly string[]): boolean {
  // A shell that completes a line has to know them all; `complete` is what its script calls.
  return args.includes(name) || args.includes('completion') || args[0] === 'complete'
}

function finish(command: Command, { description, exits }: CommandRow, program: Command): void {
  command
    .description(description)
    .addHelpText('after', exitText(exits))
    .copyInheritedSettings(program)
    .option('--debug', 'show stack traces')
}
