import { Chalk, type ColorSupportLevel } from 'chalk'
import type { Terminal } from '../../src/cli/terminal.ts'

/** A terminal that keeps what was written to it. */
export interface MadeTerminal extends Terminal {
  readonly stdout: string
  readonly stderr: string
}

export function madeTerminal(
  made: { live?: boolean; columns?: number; colorLevel?: ColorSupportLevel } = {},
): MadeTerminal {
  const { live = false, columns = 100, colorLevel = 0 } = made
  const written = { stdout: '', stderr: '' }
  const colours = new Chalk({ level: colorLevel })
  return {
    live,
    columns,
    outColours: colours,
    errColours: colours,
    out(text) {
      written.stdout += text
    },
    err(text) {
      written.stderr += text
    },
    get stdout() {
      return written.stdout
    },
    get stderr() {
      return written.stderr
    },
  }
}
