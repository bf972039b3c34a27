import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Child, SpawnSpec } from '../host.ts'
import { MARK_VARIABLE, type ProcessSource } from './source.ts'
import { emptyCommand, startError } from './start-error.ts'

/** Starts `spec.argv` in a session of its own (setsid), so that a Ctrl-C in the terminal does not reach it. */
export async function launch(spec: SpawnSpec, source: ProcessSource): Promise<Child> {
  const env = { ...spec.env, [MARK_VARIABLE]: spec.mark }
  const opened: number[] = []
  try {
    const stdio: StdioOptions = [
      spec.stdin ?? 'ignore',
      descriptor(spec.stdout, opened),
      descriptor(spec.stderr, opened),
    ]
    return await started(spec.argv, spec.cwd, env, stdio, source)
  } finally {
    for (const fd of opened) closeSync(fd)
  }
}

/** Starts a process that outlives this one; this one does not wait for it, unless `exited` is asked for. */
export async function launchDetached(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { log, held }: { log: string; held?: string | undefined },
  source: ProcessSource,
): Promise<Child> {
  const opened = [openSync(log, 'a')]
  try {
    if (held !== undefined) opened.push(openSync(held, 'r'))
    const [output, ...more] = opened as [number, ...number[]]
    const { [MARK_VARIABLE]: _, ...unmarked } = env
    // A directory that is removed before the program has begun would keep it from beginning.
    return await started(argv, '/', unmarked, ['pipe', output, output, ...more], source, true)
  } finally {
    for (const fd of opened) closeSync(fd)
  }
}

async function started(
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  stdio: StdioOptions,
  source: ProcessSource,
  background = false,
): Promise<Child> {
  const [program, ...args] = argv
  if (program === undefined || program === '') throw emptyCommand()
  let child: ChildProcess
  try {
    child = spawn(program, args, { cwd, env, stdio, detached: true })
  } catch (error) {
    throw await startError(error, argv, cwd, env)
  }
  // Before anything is awaited: until the loop turns, even a child that has ended is still in the table.
  const row = child.pid === undefined ? null : source.rowNow(child.pid)
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error) => reject(error))
  }).catch(async (error: unknown) => {
    throw await startError(error, argv, cwd, env)
  })
  // A child that ended does not read what it is sent: EPIPE is no news, `exited` tells.
  child.stdin?.on('error', () => undefined)
  if (background) unref(child)
  return {
    identity: { pid: child.pid ?? 0, startTime: row?.startTime ?? '' },
    stdout: child.stdout,
    stderr: child.stderr,
    stdin: child.stdin,
    get exited() {
      if (background) child.ref()
      return exited
    },
  }
}

function unref(child: ChildProcess): void {
  child.unref()
  if (child.stdin && 'unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref()
}

/** The system itself appends to a file, so that what is said after our death is kept too. */
function descriptor(to: SpawnSpec['stdout'], opened: number[]): number | 'pipe' | 'ignore' {
  if (typeof to === 'string') return to
  const fd = openSync(to.file, 'a')
  opened.push(fd)
  return fd
}
