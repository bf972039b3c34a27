/** The one child of a program that stands where nothing else of firedrill is: it shares this process's output. */
import { spawn } from 'node:child_process'

export interface OnlyChild {
  /** Nothing when it has ended. */
  signal(signal: NodeJS.Signals): void
  /** Never rejects; `code` 127: it could not be started. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

export function startOnlyChild(argv: readonly string[], env: NodeJS.ProcessEnv): OnlyChild {
  const [program = '', ...args] = argv
  const child = spawn(program, args, { env, stdio: 'inherit' })
  return {
    signal: (signal) => void child.kill(signal),
    exited: new Promise((resolve) => {
      child.on('error', (error) => {
        console.error(`${program} could not be started: ${error.message}`)
        resolve({ code: 127, signal: null })
      })
      child.on('exit', (code, signal) => resolve({ code, signal }))
    }),
  }
}
