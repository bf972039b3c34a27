/** Commands as a person types them, each a process of its own with a time limit. */
import { spawn } from 'node:child_process'

export interface Ended {
  /** Null: ended by a signal, as at the time limit. */
  code: number | null
  stdout: string
  stderr: string
  wallMs: number
}

export interface CommandOptions {
  env?: NodeJS.ProcessEnv
  cwd?: string
  timeoutMs?: number
}

const LIMIT_MS = 120_000

/** Rejects only when there is no such program. */
export function run(argv: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const { env = process.env, cwd, timeoutMs = LIMIT_MS } = options
  const [program = '', ...args] = argv
  const startedMs = performance.now()
  const child = spawn(program, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    ...(cwd === undefined ? {} : { cwd }),
  })
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...text, wallMs: performance.now() - startedMs }))
  })
}

/** What it printed; rejects, with what it said, when it does not end well. */
export async function output(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(argv, options)
  if (code !== 0)
    throw new Error(`${argv.join(' ')} ended with ${code}:\n${stderr.slice(-2_000)}${stdout.slice(-500)}`)
  return stdout.trim()
}
