import { FiredrillError } from '../../errors.ts'
import type { Clock, Processes, ProcessIdentity } from '../host.ts'
import { belonging, emptyMemory, forgetGone, known, remember } from './belonging.ts'
import { runCommand } from './run.ts'
import type { ProcessRow, ProcessSource } from './source.ts'
import { launch, launchDetached } from './spawn.ts'

/** CPU times are asked for several marks at once, every second: they share one look at the process table. */
const RECENT_MS = 100

/** `marked` and `cpuMs` take `<run>/` as well, for everything of the run. */
export function nodeProcesses(source: ProcessSource, clock: Clock): Processes {
  const memory = emptyMemory()

  let latest: { atMs: number; rows: Promise<ProcessRow[]> } | null = null

  const look = async (): Promise<ProcessRow[]> => {
    const before = known(memory)
    const rows = await source.rows()
    forgetGone(memory, rows, before)
    return rows
  }
  const recent = (): Promise<ProcessRow[]> => {
    const nowMs = clock.monoMs()
    if (latest === null || nowMs - latest.atMs > RECENT_MS) latest = { atMs: nowMs, rows: look() }
    return latest.rows
  }
  const members = (rows: readonly ProcessRow[], mark: string): ProcessRow[] =>
    belonging(rows, mark, memory, process.pid)
  const same = async (wanted: ProcessIdentity): Promise<ProcessRow | null> => {
    const row = await source.row(wanted.pid)
    return row && row.state !== 'zombie' && row.startTime === wanted.startTime ? row : null
  }
  const signal: Processes['signal'] = async (wanted, name) =>
    (await same(wanted)) !== null && send(wanted.pid, name)
  const marked: Processes['marked'] = async (mark) => members(await look(), mark).map(identityOf)

  const identity: Processes['identity'] = async (pid) => {
    const row = await source.row(pid)
    return row && row.state !== 'zombie' ? identityOf(row) : null
  }
  const group = async (leader: number, mark: string | undefined): Promise<ProcessIdentity[]> => {
    const rows = await look()
    const carrying = mark === undefined ? [] : members(rows, mark)
    const inSession = rows.filter((row) => row.session === leader && row.state !== 'zombie')
    return [...new Set([...carrying, ...inSession])].map(identityOf)
  }

  return {
    async spawn(spec) {
      const child = await launch(spec, source)
      // A new session's id is its leader's pid.
      remember(memory, child.identity, spec.mark, child.identity.pid)
      return child
    },
    spawnDetached: (argv, env, log, held) => launchDetached(argv, env, { log, held }, source),
    marked,
    identity,
    alive: async (process) => (await same(process)) !== null,
    stopped: async (process) => (await same(process))?.state === 'stopped',
    signal,
    cpuMs: async (mark) => members(await recent(), mark).reduce((total, row) => total + row.cpuMs, 0),
    run: (argv, options) => runCommand(argv, options, { group, signal, identity, sleep: clock.sleep }),
  }
}

/** False when it ended a moment ago. */
function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw new FiredrillError('stop-failed', `Process ${pid} could not be sent ${signal}.`, {
      hint: 'It may belong to another user. Run firedrill as the user who started it, or as root.',
      cause: error,
    })
  }
}

function identityOf({ pid, startTime }: ProcessRow): ProcessIdentity {
  return { pid, startTime }
}
