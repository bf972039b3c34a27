import { PassThrough, Readable } from 'node:stream'
import type { Child, Clock, Files, Finished, Processes, ProcessIdentity, SpawnSpec } from '../host.ts'
import { belonging, emptyMemory, forgetGone, known, remember } from '../processes/belonging.ts'
import type { ProcessRow } from '../processes/source.ts'
import { createFakeTable, type FakeProcess, type FakeProgram, type FakeTable } from './process-table.ts'

export interface FakeProcesses extends Processes {
  /** What is alive now, with its command. */
  list(): { identity: ProcessIdentity; argv: readonly string[]; mark: string | null; stopped: boolean }[]
  /** It ends, and another process gets its pid. */
  reusePid(process: ProcessIdentity): ProcessIdentity
}

/** Processes that exist only in memory; `programs` by the first word of a command. */
export function createFakeProcesses(
  clock: Clock,
  files: Files,
  programs: Readonly<Record<string, FakeProgram>>,
  table: FakeTable = createFakeTable(clock, programs),
): FakeProcesses {
  const memory = emptyMemory()

  const members = (mark: string): ProcessRow[] => {
    const rows = [...table.byPid.values()].map(({ row }) => row)
    forgetGone(memory, rows, known(memory))
    return belonging(rows, mark, memory, -1)
  }
  return {
    async spawn(spec) {
      const entry = table.start({ argv: spec.argv, mark: spec.mark })
      remember(memory, entry.row, spec.mark, entry.row.session)
      return await childOf(files, entry, spec)
    },
    async spawnDetached(argv, _env, log) {
      const to = { file: log }
      return await childOf(files, table.start({ argv, mark: null }), {
        stdout: to,
        stderr: to,
        stdin: 'pipe',
      })
    },
    marked: async (mark) => members(mark).map(identityOf),
    async identity(pid) {
      const entry = table.byPid.get(pid)
      return entry ? identityOf(entry.row) : null
    },
    alive: async (process) => table.same(process) !== null,
    stopped: async (process) => table.same(process)?.row.state === 'stopped',
    async signal(process, signal) {
      const entry = table.same(process)
      if (entry) table.deliver(entry, signal)
      return entry !== null
    },
    cpuMs: async (mark) => members(mark).reduce((total, row) => total + row.cpuMs, 0),
    run: (argv, options) => runToEnd(table, clock, files, argv, options),
    list: () =>
      [...table.byPid.values()].map(({ row, argv }) => ({
        identity: identityOf(row),
        argv,
        mark: row.mark,
        stopped: row.state === 'stopped',
      })),
    reusePid(process) {
      const entry = table.same(process)
      if (!entry) return process
      entry.row = {
        ...entry.row,
        startTime: `${process.startTime}:again`,
        mark: null,
        ppid: 1,
        session: process.pid,
      }
      return identityOf(entry.row)
    },
  }
}

async function runToEnd(
  table: FakeTable,
  clock: Clock,
  files: Files,
  ...[argv, options]: Parameters<Processes['run']>
): Promise<Finished> {
  options.signal?.throwIfAborted()
  const entry = table.start({ argv, mark: options.mark ?? null })
  const { answers, stderr = '' } = entry.program
  const stdout = (entry.program.stdout ?? '') + (answers?.(options.input ?? '') ?? '')
  if (options.log !== undefined) await output(files, { file: options.log }, stdout + stderr)
  const stop = (): void => table.end(entry, { code: null, signal: 'SIGTERM' })
  let timedOut = false
  if (options.timeoutMs !== undefined) {
    void clock.sleep(options.timeoutMs).then(() => {
      timedOut = table.same(entry.row) === entry
      stop()
    })
  }
  options.signal?.addEventListener('abort', stop, { once: true })
  const telling = options.started?.(identityOf(entry.row)).catch(() => undefined)
  const { code, signal } = await entry.ended.promise
  await telling
  options.signal?.throwIfAborted()
  return { exitCode: code, signal, stdout, stderr, timedOut }
}

async function childOf(
  files: Files,
  entry: FakeProcess,
  spec: Pick<SpawnSpec, 'stdout' | 'stderr' | 'stdin'>,
): Promise<Child> {
  return {
    identity: identityOf(entry.row),
    stdout: await output(files, spec.stdout, entry.program.stdout ?? ''),
    stderr: await output(files, spec.stderr, entry.program.stderr ?? ''),
    stdin: spec.stdin === 'pipe' ? new PassThrough().resume() : null,
    exited: entry.ended.promise,
  }
}

async function output(files: Files, to: SpawnSpec['stdout'], text: string): Promise<Readable | null> {
  if (to === 'pipe') return Readable.from([Buffer.from(text)])
  if (to === 'ignore') return null
  const file = await files.openAppend(to.file)
  await file.append(text)
  return null
}

function identityOf({ pid, startTime }: ProcessRow): ProcessIdentity {
  return { pid, startTime }
}
