import { FiredrillError } from '../../errors.ts'
import type { Child, Clock, ProcessIdentity } from '../host.ts'
import type { ProcessRow } from '../processes/source.ts'

/** How a made-up program behaves. */
export interface FakeProgram {
  /** It ends by itself after so long, with this code; without, it runs until it is ended. */
  exit?: { afterMs: number; code: number }
  stdout?: string
  /** What it says to what it is given to read, after that. */
  answers?: (input: string) => string
  stderr?: string
  /** Signals that do nothing to it. SIGKILL and SIGSTOP always do. */
  ignores?: readonly NodeJS.Signals[]
  /** Signals that it ends on in its own way, rather than at once and by the signal. */
  endsOn?: Partial<Record<NodeJS.Signals, { afterMs: number; code: number }>>
  /** What it starts at once; these descend from it. */
  children?: readonly (readonly string[])[]
  /** It drops its environment, and with that the mark. */
  dropsMark?: boolean
  /** It makes a session of its own. */
  ownSession?: boolean
  cpuMs?: number
}

export interface FakeProcess {
  row: ProcessRow
  argv: readonly string[]
  program: FakeProgram
  ended: PromiseWithResolvers<Awaited<Child['exited']>>
}

interface Start {
  argv: readonly string[]
  mark: string | null
  /** Null: the one that the table has by this name. */
  program?: FakeProgram | null
  ppid?: number
  /** Null: a new one. */
  session?: number | null
}

export interface FakeTable {
  start(how: Start): FakeProcess
  end(entry: FakeProcess, how: Awaited<Child['exited']>): void
  deliver(entry: FakeProcess, signal: NodeJS.Signals): void
  /** Null when it is gone, or its pid is another's. */
  same(process: ProcessIdentity): FakeProcess | null
  readonly byPid: ReadonlyMap<number, FakeProcess>
}

/** A process table in memory. `programs`: by the first word of a command. */
export function createFakeTable(clock: Clock, programs: Readonly<Record<string, FakeProgram>>): FakeTable {
  const byPid = new Map<number, FakeProcess>()
  let nextPid = 100

  const end: FakeTable['end'] = (entry, how) => {
    if (byPid.get(entry.row.pid) !== entry) return
    byPid.delete(entry.row.pid)
    // As the system does: what it leaves behind descends from init.
    for (const { row } of byPid.values()) if (row.ppid === entry.row.pid) row.ppid = 1
    entry.ended.resolve(how)
  }
  const start: FakeTable['start'] = ({ argv, mark, program: own = null, ppid = 1, session = null }) => {
    const program = own ?? programOf(programs, argv)
    const pid = nextPid++
    const row: ProcessRow = {
      pid,
      startTime: `fake:${pid}`,
      ppid,
      session: session === null || program.ownSession ? pid : session,
      state: 'alive',
      cpuMs: program.cpuMs ?? 0,
      mark: program.dropsMark ? null : mark,
    }
    const entry: FakeProcess = { row, argv, program, ended: Promise.withResolvers() }
    byPid.set(pid, entry)
    for (const child of program.children ?? [])
      start({ argv: child, mark: row.mark, ppid: pid, session: row.session })
    const { exit } = program
    if (exit) void clock.sleep(exit.afterMs).then(() => end(entry, { code: exit.code, signal: null }))
    return entry
  }
  return {
    start,
    end,
    deliver(entry, signal) {
      const endsOn = entry.program.endsOn?.[signal]
      if (signal === 'SIGSTOP') entry.row.state = 'stopped'
      else if (signal === 'SIGCONT') entry.row.state = 'alive'
      else if (signal === 'SIGKILL') end(entry, { code: null, signal })
      else if (entry.row.state !== 'stopped' && endsOn) {
        void clock.sleep(endsOn.afterMs).then(() => end(entry, { code: endsOn.code, signal: null }))
      } else if (entry.row.state !== 'stopped' && !entry.program.ignores?.includes(signal)) {
        end(entry, { code: null, signal })
      }
    },
    same({ pid, startTime }) {
      const entry = byPid.get(pid)
      return entry?.row.startTime === startTime ? entry : null
    },
    byPid,
  }
}

function programOf(programs: Readonly<Record<string, FakeProgram>>, argv: readonly string[]): FakeProgram {
  const program = programs[argv[0] ?? '']
  if (program) return program
  throw new FiredrillError('tool-missing', `The program "${argv[0]}" was not found.`, { hint: 'Install it.' })
}
