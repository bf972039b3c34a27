/** The order of a run: hold what is shared, start, load, warm up, take the steps, let the load outlive them, stop. */
import { join, relative } from 'node:path'
import { unlessAborted } from '../host/unless-aborted.ts'
import { ownRedaction } from '../redact/process.ts'
import type { RunningTarget, TargetContext } from '../target/target.ts'
import { markerOf } from '../undo/own-dir.ts'
import type { TakenBack } from './clean-up.ts'
import { refuseUncleaned } from './earlier-runs.ts'
import { assertAllowed } from './hosts/assert-allowed.ts'
import { keepLogs } from './keep-logs.ts'
import { keepStored } from './ledger.ts'
import { keepKeysBefore } from './ledger-before.ts'
import { holdLocks, sharedBy } from './locks.ts'
import { neededLinks } from './needed-links.ts'
import type { Room } from './room.ts'
import type { RunOptions } from './run-options.ts'
import type { Stopping } from './stopping.ts'
import { thenAlways } from './then-always.ts'
import { underLoad } from './under-load.ts'

/**
 * Resolves with why the drill ended, in words; rejects when it was interrupted or could not go on. `takeBack` is called
 * when the load has ended, while the app is still up: for what is broken, and after what is stored was read, for all.
 */
export async function conduct(
  room: Room,
  options: RunOptions,
  stopping: Stopping,
  takeBack: (which: TakenBack) => Promise<void>,
): Promise<string> {
  stopping.signal.throwIfAborted()
  await holdLocks(room, options)
  await refuseWhatWasLeft(room, options, stopping.signal)
  await makeStateDir(room)
  const logs = await keepLogs(room, options, room.stateDir)
  try {
    return await conductIn({ ...room, logsDir: logs.directory }, options, stopping, takeBack)
  } finally {
    await logs.stop()
  }
}

/**
 * Again, now that nobody else can begin: a run that lived when this one was asked for may have died since, and its lock
 * is free at once, while its watchdog still undoes it.
 */
async function refuseWhatWasLeft(
  { journal, directory: own }: Room,
  { host, root, reportsDir, target, about }: RunOptions,
  signal: AbortSignal,
): Promise<void> {
  const { environment } = about
  const shared = () => sharedBy(host, target)
  const say = (text: string) => journal.write({ type: 'progress', text })
  const on = { root, reportsDir, target: about.target.name, environment, shared, own }
  await refuseUncleaned(host, on, say, signal)
}

async function conductIn(
  room: Room,
  options: RunOptions,
  stopping: Stopping,
  takeBack: (which: TakenBack) => Promise<void>,
): Promise<string> {
  const { signal, hurrying } = stopping
  await sweepAtEnd(room)
  const context: TargetContext = {
    host: room.host,
    run: room.run,
    root: options.root,
    logsDir: room.logsDir,
    record: room.directory,
    stateDir: room.stateDir,
    signal,
    links: neededLinks(options.plan.drill.steps, options.faults),
    change: room.changes.change,
    covered: room.changes.covered,
    lease: room.leases.ask,
    nextMark: room.nextMark,
    progress: (text) => room.journal.write({ type: 'progress', text }),
    observed: (what) => room.journal.write(what),
  }
  const target = await options.target.start(context)
  journalTraffic(room, target)
  return thenAlways(
    room.journal,
    async () => {
      await assertAllowed(options, target)
      await keepKeysBefore(room, options, target, signal)
      const reason = await underLoad(room, options, stopping, target)
      // What is still broken might keep the app from saying what it has stored.
      await takeBack('broken')
      await keepStored(room, options, target, signal)
      return reason
    },
    async () => {
      for (const { name, how, lastLines } of target.unexpectedEnds()) {
        room.journal.write({ type: 'unexpected-end', name, how, lastLines })
      }
      await takeBack('all').finally(() => unlessAborted(target.stop(), hurrying))
    },
  )
}

async function makeStateDir({ changes, host, run, stateDir: path }: Room): Promise<void> {
  const undo = { kind: 'remove-dir', args: { path, run } }
  await changes.change({ what: `make ${path}`, undo }, async () => {
    // Others may enter, so that a database can run as another user.
    await host.files.makeDir(path, 0o711)
    await host.files.writeAtomic(join(path, markerOf(run)), '')
  })
}

/** Whatever carries the run's mark is ended at last, also what was being started while its own undo ran. */
async function sweepAtEnd(room: Room): Promise<void> {
  const undo = { kind: 'end-processes', args: { mark: `${room.run}/` } }
  await room.changes.change({ what: 'start processes of this run', undo }, async () => undefined)
}

/** Where the edge's own log is, relative to the record, so that it can be read wherever the record is taken. */
function journalTraffic({ journal, directory }: Room, { traffic }: RunningTarget): void {
  if (!traffic) return
  const { file, format } = traffic.source
  journal.write({ type: 'traffic-source', file: relative(directory, ownRedaction.text(file)), format })
}
