#!/usr/bin/env node
/** The command line's way in: parses, runs one command, and ends with its exit code. */
import { runProgram } from './program.ts'
import { processTerminal } from './terminal.ts'

process.exitCode = await runProgram(process.argv.slice(2), processTerminal())
