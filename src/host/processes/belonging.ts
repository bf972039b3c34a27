/**
 * Which processes belong to a mark. Carrying it in the environment is not enough: a program may drop its environment
 * (`env -i`), overwrite it (Postgres), or make a session of its own (Postgres again). So whatever is in a session of,
 * or descends from, one that belongs, belongs too; and what belonged once does so until it is gone, even when its
 * parent has died and it now descends from init.
 */
import type { ProcessIdentity } from '../host.ts'
import type { ProcessRow } from './source.ts'

/** What is remembered from spawns and earlier looks. */
export interface Memory {
  /** `pid@startTime` → the mark it belonged to. */
  processes: Map<string, string>
  /** Session id → the mark, and the start time of its leader, by which a session id used again is told. */
  sessions: Map<number, { mark: string; leaderStart: string | null }>
}

export function emptyMemory(): Memory {
  return { processes: new Map(), sessions: new Map() }
}

/** `wanted` that ends in a slash (`<run>/`) means every mark of that run. What undoes a mark's act belongs to it. */
export function matches(mark: string, wanted: string): boolean {
  return mark === wanted || mark === undoMarkOf(wanted) || (wanted.endsWith('/') && mark.startsWith(wanted))
}

/** Carried by what undoes the act that carries `mark`: it can be told from that. */
export function undoMarkOf(mark: string): string {
  return `${mark}-undo`
}

export function remember(memory: Memory, process: ProcessIdentity, mark: string, session: number): void {
  memory.processes.set(keyOf(process), mark)
  if (!memory.sessions.has(session)) {
    memory.sessions.set(session, { mark, leaderStart: session === process.pid ? process.startTime : null })
  }
}

/**
 * Everything alive among `rows` that belongs to `wanted`, and adds it to `memory`. Never the process `self`, and
 * nothing for the sole reason that it shares the session of `self`.
 */
export function belonging(
  rows: readonly ProcessRow[],
  wanted: string,
  memory: Memory,
  self: number,
): ProcessRow[] {
  const ownSession = rows.find((row) => row.pid === self)?.session
  const sessions = new Set<number>()
  for (const [session, { mark }] of memory.sessions) if (matches(mark, wanted)) sessions.add(session)
  const members = new Map<number, ProcessRow>()
  const carries = (row: ProcessRow): boolean => {
    const remembered = memory.processes.get(keyOf(row))
    return (
      (row.mark !== null && matches(row.mark, wanted)) ||
      (remembered !== undefined && matches(remembered, wanted))
    )
  }
  for (let before = -1; before < members.size; ) {
    before = members.size
    for (const row of rows) {
      if (row.pid === self || members.has(row.pid)) continue
      if (!carries(row) && !sessions.has(row.session) && !members.has(row.ppid)) continue
      members.set(row.pid, row)
      if (row.session !== 0 && row.session !== ownSession) sessions.add(row.session)
    }
  }
  for (const row of members.values()) {
    const mark = row.mark !== null && matches(row.mark, wanted) ? row.mark : wanted
    if (!memory.processes.has(keyOf(row))) memory.processes.set(keyOf(row), mark)
    if (sessions.has(row.session) && !memory.sessions.has(row.session)) {
      const leader = rows.find((other) => other.pid === row.session)
      memory.sessions.set(row.session, { mark, leaderStart: leader?.startTime ?? null })
    }
  }
  return [...members.values()].filter((row) => row.state !== 'zombie')
}

/** What is remembered at this moment; to be passed to `forgetGone` with rows read after it. */
export function known(memory: Memory): { processes: string[]; sessions: number[] } {
  return { processes: [...memory.processes.keys()], sessions: [...memory.sessions.keys()] }
}

/**
 * Of what was `before` the rows were read, forgets what is no longer there. (What was spawned meanwhile is not among
 * the rows, but is there.) A session id can be used again only after the session was empty, or by another leader.
 */
export function forgetGone(
  memory: Memory,
  rows: readonly ProcessRow[],
  before: ReturnType<typeof known>,
): void {
  const present = new Set(rows.map(keyOf))
  for (const key of before.processes) if (!present.has(key)) memory.processes.delete(key)
  for (const session of before.sessions) {
    const leaderStart = memory.sessions.get(session)?.leaderStart ?? null
    const leader = rows.find((row) => row.pid === session)
    const another = leader !== undefined && leaderStart !== null && leader.startTime !== leaderStart
    if (another || !rows.some((row) => row.session === session)) memory.sessions.delete(session)
  }
}

function keyOf(process: ProcessIdentity): string {
  return `${process.pid}@${process.startTime}`
}
