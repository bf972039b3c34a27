/** What every run has before anything is started: a record, a journal, its watchdog, and the way to change things. */
import { join } from 'node:path'
import { JOURNAL_FORMAT } from '../journal/events.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { type Journal, openJournal } from '../journal/writer.ts'
import { type Changes, createChanges } from './changes.ts'
import { assertEpoch } from './epoch.ts'
import { openRecord } from './open-record.ts'
import type { RunOptions } from './run-options.ts'
import { startWatchdog, type Watchdog } from './watchdog/start.ts'

export interface Room {
  run: string
  directory: string
  logsDir: string
  journal: Journal
  changes: Changes
  /** Throws `superseded` once somebody else has taken the run over. */
  assertMayAct(): Promise<void>
  watchdog: Watchdog
  nextMark(): string
}

/** Throws `reports-unwritable` when there is no place for the record; nothing is left then. */
export async function openRoom(options: RunOptions): Promise<Room> {
  const { host, plan, about } = options
  const zeroMonoMs = host.clock.monoMs()
  const zeroWallMs = host.clock.wallMs()
  const { run, directory, logsDir, epoch } = await openRecord(options, zeroWallMs)
  const path = join(directory, RECORD_FILES.journal)
  const journal = await openJournal(host, { path, zeroMonoMs, nextSeq: 0, onEvent: options.onEvent })
  const { name: drill, seed } = plan.drill
  const pid = process.pid
  journal.write({
    type: 'run-started',
    format: JOURNAL_FORMAT,
    run,
    drill,
    zeroMonoMs,
    zeroWallMs,
    pid,
    seed,
    ...about,
  })
  journal.write({ type: 'planned', phases: plan.phases.map(({ name, plannedMs }) => ({ name, plannedMs })) })
  await journal.sync()
  const assertMayAct = (): Promise<void> => assertEpoch(host, directory, epoch)
  let marks = 0
  return {
    run,
    directory,
    logsDir,
    journal,
    changes: createChanges(journal, assertMayAct),
    assertMayAct,
    watchdog: await startWatchdog(host, directory),
    nextMark: () => `${run}/${++marks}`,
  }
}
