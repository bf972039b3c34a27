import { FiredrillError } from '../errors.ts'
import type { Interruption } from '../run/interruption.ts'
import { exitCode } from '../verdict/exit-code.ts'
import { reportFailure } from './failure.ts'
import type { Terminal } from './terminal.ts'

/** A drill that a signal keeps from being run, or stops before anything is started, is neither a pass nor a defect. */
export async function unlessStopped(
  interruption: Interruption,
  drill: string,
  terminal: Terminal,
  run: () => Promise<number>,
): Promise<number> {
  const { signal } = interruption
  try {
    signal.throwIfAborted()
    return await run()
  } catch (error) {
    const { signalled } = interruption
    if (error instanceof FiredrillError && error.code === 'abandoned') reportFailure(error, terminal, false)
    else if (signal.aborted && error === signal.reason) terminal.err(`${signalled}: ${drill} was not run\n`)
    else throw error
    const ending = { verdict: 'inconclusive', run: 'interrupted', cleanup: 'clean', errorCode: null } as const
    return exitCode({ ...ending, signal: signalled })
  }
}
