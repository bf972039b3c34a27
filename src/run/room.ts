/** What every run has before anything is started: a record, a journal, its watchdog, and the way to change things. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { FiredrillError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { JOURNAL_FORMAT } from '../journal/events.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { configurationText, drillText } from '../journal/stored-drill.ts'
import { type Journal, openJournal } from '../journal/writer.ts'
import { type Changes, createChanges } from './changes.ts'
import { assertEpoch, claimEpoch } from './epoch.ts'
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
  const run = runName(plan.drill.name, zeroWallMs)
  const directory = join(options.reportsDir, run)
  const logsDir = join(directory, RECORD_FILES.logs)
  await openDirectory(host, logsDir, options)
  const epoch = (await claimEpoch(host, directory, 'run', -1)) ?? 0
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
    sealed: true,
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

async function openDirectory(host: Host, logsDir: string, options: RunOptions): Promise<void> {
  const directory = join(logsDir, '..')
  try {
    await host.files.makeDir(logsDir)
    await host.files.writeAtomic(join(directory, RECORD_FILES.drill), drillText(options.plan.drill))
    const configuration = configurationText(options.configuration)
    await host.files.writeAtomic(join(directory, RECORD_FILES.configuration), configuration)
  } catch (cause) {
    throw new FiredrillError(
      'reports-unwritable',
      `The run record cannot be written to ${options.reportsDir}.`,
      {
        hint: 'Make the directory writable, or choose another with --out.',
        cause,
      },
    )
  }
}

/** Sorts by time, says what it was, and no two are the same: `20261121-120304-kill-node-1f3a`. */
function runName(drill: string, wallMs: number): string {
  const [date = '', time = ''] = new Date(wallMs).toISOString().split('T')
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${drill}-${randomBytes(2).toString('hex')}`
}
