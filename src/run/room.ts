/** What every run has before anything is started: a record, a journal, its watchdog, and the way to change things. */
import { join } from 'node:path'
import { FiredrillError, messageOf } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { JOURNAL_FORMAT } from '../journal/events.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { makeRoom } from '../journal/reserve.ts'
import { type Journal, openJournal } from '../journal/writer.ts'
import { runUndo } from '../undo/map.ts'
import { bindHost } from './acting/bound-host.ts'
import { createRight } from './acting/right.ts'
import { type Changes, createChanges } from './changes.ts'
import { assertEpoch } from './epoch.ts'
import { createLeases, type Leases } from './lease/leases.ts'
import { openRecord } from './open-record.ts'
import { isSuperseded } from './run-ending.ts'
import type { RunOptions } from './run-options.ts'
import { scratchOf } from './scratch.ts'
import { startWatchdog, type Watchdog } from './watchdog/start.ts'

export interface Room {
  run: string
  directory: string
  logsDir: string
  /** For everything that does not stay, absolute; made, and removed, by a change. */
  stateDir: string
  journal: Journal
  /** For targets, faults and steps: it changes something only in an act whose intent is on disk. */
  host: Host
  changes: Changes
  leases: Leases
  /** Throws `superseded` once somebody else has taken the run over, `record-removed` once the record is gone. */
  assertMayAct(): Promise<void>
  /** The same, to whoever undoes: throws `superseded` alone. A record that is gone is no reason to leave anything behind. */
  stillOurs(): Promise<void>
  watchdog: Watchdog
  nextMark(): string
}

/** Throws `reports-unwritable` when there is no place for the record; nothing is left then. */
export async function openRoom(options: RunOptions): Promise<Room> {
  const { host } = options
  const zeroMonoMs = host.clock.monoMs()
  const zeroWallMs = host.clock.wallMs()
  const { run, directory, logsDir, epoch } = await openRecord(options, zeroWallMs)
  const stateDir = scratchOf(host, run)
  const path = join(directory, RECORD_FILES.journal)
  const journal = await openJournal(host, {
    ...{ path, zeroMonoMs, nextSeq: 0, onEvent: options.onEvent },
    makeRoom: () => makeRoom(host.files, directory),
  })
  begin(journal, options, { run, zeroMonoMs, zeroWallMs })
  await journal.sync()
  const assertMayAct = (): Promise<void> => assertEpoch(host, directory, epoch)
  const stillOurs = (): Promise<void> =>
    assertMayAct().catch((error: unknown) => {
      if (isSuperseded(error)) throw error
    })
  const right = createRight()
  const undoing = () => ({ host, signal: AbortSignal.timeout(OWN_UNDO_MS), hurry: true })
  const changes = createChanges({
    ...{ journal, clock: host.clock, right, assertMayAct },
    undo: (spec, by) =>
      runUndo(spec, {
        ...undoing(),
        ...(by === 'owner' ? { stillOurs } : {}),
        handlers: options.handlers,
      }),
  })
  const declined = options.withoutLease === true
  const leases = createLeases({ host, run, directory, journal, change: changes.change, declined })
  let marks = 0
  return {
    run,
    directory,
    logsDir,
    stateDir,
    journal,
    host: bindHost(host, right, {
      ...{ mark: `${run}/`, assertMayAct },
      directories: () => [directory, stateDir],
    }),
    changes: leases.covering(changes),
    leases,
    assertMayAct,
    stillOurs,
    watchdog: await startOrClose(host, directory, journal),
    nextMark: () => `${run}/${++marks}`,
  }
}

/** Of an act that was overtaken by the undoing of everything. */
const OWN_UNDO_MS = 15_000

function begin(
  journal: Journal,
  { plan, about }: RunOptions,
  zero: { run: string; zeroMonoMs: number; zeroWallMs: number },
): void {
  const { name: drill, seed } = plan.drill
  journal.write({
    type: 'run-started',
    format: JOURNAL_FORMAT,
    drill,
    pid: process.pid,
    seed,
    sealed: true,
    ...zero,
    ...about,
  })
  journal.write({ type: 'planned', phases: plan.phases.map(({ name, plannedMs }) => ({ name, plannedMs })) })
}

/** Without a watchdog nothing is begun, and the record says so: there is nothing to recover. */
async function startOrClose(host: Host, directory: string, journal: Journal): Promise<Watchdog> {
  try {
    return await startWatchdog(host, directory)
  } catch (error) {
    const errorCode = error instanceof FiredrillError ? error.code : 'internal'
    journal.write({ type: 'run-ended', run: 'errored', reason: messageOf(error), errorCode, by: 'run' })
    journal.write({ type: 'cleanup-ended', cleanup: 'clean', left: [], by: 'run', tookMs: 0 })
    await journal.close()
    await makeRoom(host.files, directory)
    throw error
  }
}
