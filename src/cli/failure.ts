import { isFiredrillError } from '../config/import-module.ts'
import { EXIT, messageOf } from '../errors.ts'
import { plainLines } from '../report/plain.ts'
import { errorLink, withRealPages } from './error-link.ts'
import type { Terminal } from './terminal.ts'

/** Says what went wrong and what to do next; the stack only with `--debug`. Returns the exit code. */
export function reportFailure(error: unknown, terminal: Terminal, debug: boolean): number {
  const { errColours: colours } = terminal
  const known = isFiredrillError(error) ? error : null
  const code = known?.code ?? 'internal'
  const message = plainLines(known ? known.message : messageOf(error))
  terminal.err(`${colours.red('error')} ${colours.dim(`[${code}]`)} ${message}\n`)
  const hint =
    known?.hint ?? 'This is a defect of firedrill. Run it again with --debug and report what it prints.'
  terminal.err(`  ${plainLines(withRealPages(hint))}\n`)
  const link = known === null ? null : errorLink(code)
  if (link !== null) terminal.err(`  ${colours.dim(`More: ${link}`)}\n`)
  if (debug) terminal.err(`${plainLines(stackOf(error))}\n`)
  return known?.exitCode ?? EXIT.harness
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by: ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
