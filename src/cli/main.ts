#!/usr/bin/env node
/** The command line's way in: parses, runs one command, and ends with its exit code. */
import { reportFailure } from './failure.ts'
import { runProgram } from './program.ts'
import { processTerminal } from './terminal.ts'

const args = process.argv.slice(2)
const terminal = processTerminal()
// Node's own exit code for it is 1, which says that a drill failed. The watchdog undoes what was under way.
process.on('uncaughtException', (error) => {
  process.exit(reportFailure(error, terminal, args.includes('--debug')))
})
// Whatever a user's handler left hanging must not keep the command from ending.
process.exit(await runProgram(args, terminal))
