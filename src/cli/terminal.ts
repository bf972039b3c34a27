import { Chalk, type ChalkInstance, supportsColor, supportsColorStderr } from 'chalk'
import { ownRedaction } from '../redact/process.ts'
import { shown } from './shown.ts'

/**
 * Where a command writes: results to standard output, everything that a person follows to standard error. Nothing
 * secret is in either, and nothing that orders a terminal about but colours.
 */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** True when a line on standard error can be rewritten. */
  readonly live: boolean
  /** As wide as it is at this moment. */
  readonly columns: number
  readonly outColours: ChalkInstance
  readonly errColours: ChalkInstance
  /** Asks a person for one line; absent where there is none to be asked. */
  readonly ask?: (question: string) => Promise<string>
}

export function processTerminal(): Terminal {
  ignoreClosedPipe(process.stdout)
  ignoreClosedPipe(process.stderr)
  return {
    out: (text) => void process.stdout.write(shown(ownRedaction.document(text))),
    err: (text) => void process.stderr.write(shown(ownRedaction.text(text))),
    live: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
    get columns() {
      // 0 in a terminal whose size nobody set.
      return process.stdout.columns || process.stderr.columns || 100
    },
    outColours: coloursBy(supportsColor),
    errColours: coloursBy(supportsColorStderr),
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
  }
}

/** None where `NO_COLOR` is set to anything: https://no-color.org. */
function coloursBy(supported: typeof supportsColor): ChalkInstance {
  return new Chalk({ level: supported && !process.env.NO_COLOR ? supported.level : 0 })
}

/** A line that is never ended, as by ^C or ^D, is an empty one. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const closed = new Promise<string>((resolve) => {
    lines.once('close', () => resolve(''))
  })
  try {
    return await Promise.race([lines.question(shown(ownRedaction.text(question))), closed])
  } finally {
    lines.close()
  }
}

/** EPIPE: `firedrill list | head -1` closes the pipe early. EIO: the terminal was closed. What a run does must not end by that. */
function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
  })
}
