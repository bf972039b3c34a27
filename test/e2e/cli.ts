/** The real command line, as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './scratch.ts'

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  wallMs: number
}

export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
  /** Everything on standard error so far. */
  stderr(): string
}

export interface CliOptions {
  cwd?: string
  env: NodeJS.ProcessEnv
}

const LIMIT_MS = 230_000
const MAIN = join(root, 'src', 'cli', 'main.ts')

export function startCli(args: readonly string[], options: CliOptions): Running {
  return startProgram([process.execPath, '--conditions=source', MAIN, ...args], options)
}

/** Runs one command line to its end. */
export function firedrill(args: readonly string[], options: CliOptions): Promise<Ended> {
  return startCli(args, options).ended
}

export function startProgram(argv: readonly string[], { cwd = root, env }: CliOptions): Running {
  const startedMs = performance.now()
  const [program = '', ...args] = argv
  // Whatever hangs must not outlive its test.
  const limit = { timeout: LIMIT_MS, killSignal: 'SIGKILL' } as const
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...limit })
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk
    })
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) =>
      resolve({ code, signal, ...text, wallMs: performance.now() - startedMs }),
    )
  })
  return { child, ended, stderr: () => text.stderr }
}
