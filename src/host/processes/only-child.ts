/** The one child of a program that stands where nothing else of firedrill is: it shares this process's output. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const SIGNALLED = 128
const NOT_STARTED = 127

export interface OnlyChild {
  /** Nothing when it has ended. */
  signal(signal: NodeJS.Signals): void
  /** Its exit code; 128 + n: the signal n ended it; 127: it could not be started. Never rejects. */
  readonly exited: Promise<number>
}

export function startOnlyChild(argv: readonly string[], env: NodeJS.ProcessEnv): OnlyChild {
  const [program = '', ...args] = argv
  const child = spawn(program, args, { env, stdio: 'inherit' })
  return {
    signal: (signal) => void child.kill(signal),
    exited: new Promise((resolve) => {
      child.on('error', (error) => {
        console.error(`${program} could not be started: ${error.message}`)
        resolve(NOT_STARTED)
      })
      child.on('exit', (code, signal) => resolve(code ?? SIGNALLED + constants.signals[signal ?? 'SIGKILL']))
    }),
  }
}
