#!/usr/bin/env node
/** The command line's way in: parses, runs one command, and ends with its exit code. */
import * as module from 'node:module'
import { tooOld } from './node-version.ts'

const EXIT_MISSING = 69

const refusal = tooOld(process.versions.node)
if (refusal !== null) {
  process.stderr.write(refusal)
  process.exit(EXIT_MISSING)
}
// What is imported from here on is compiled once, and not at every start.
module.enableCompileCache()
const { reportFailure } = await import('./failure.ts')
const { runProgram } = await import('./program.ts')
const { processTerminal } = await import('./terminal.ts')

const args = process.argv.slice(2)
const terminal = processTerminal()
// Node's own exit code for it is 1, which says that a drill failed. The watchdog undoes what was under way.
process.on('uncaughtException', (error) => {
  process.exit(reportFailure(error, terminal, args.includes('--debug')))
})
// Whatever a user's handler left hanging must not keep the command from ending.
process.exit(await runProgram(args, terminal))
