/** The order of a run: hold what is shared, start, load, warm up, take the steps, let the load outlive them, stop. */
import { join, relative } from 'node:path'
import { messageOf } from '../errors.ts'
import { latencyBoundMs } from '../measure/baseline.ts'
import { ownRedaction } from '../redact/process.ts'
import type { RunningTarget, TargetContext } from '../target/target.ts'
import type { TakenBack } from './clean-up.ts'
import { longestSpanMs } from './drill-conditions.ts'
import { watchInstruments } from './instruments.ts'
import type { Interruption } from './interruption.ts'
import { keepLogs } from './keep-logs.ts'
import { keepStored } from './ledger.ts'
import { keepKeysBefore } from './ledger-before.ts'
import { createLive } from './live.ts'
import { holdLocks } from './locks.ts'
import { watchNamedProbes } from './named-probes.ts'
import { neededLinks } from './needed-links.ts'
import { openRecorder } from './recorder.ts'
import { createReleases, findReleases } from './releases.ts'
import type { Room } from './room.ts'
import { createRunClock } from './run-clock.ts'
import type { RunOptions } from './run-options.ts'
import { startLoad, startProbing } from './start-instruments.ts'
import { takeDrill } from './take-drill.ts'
import { openTrafficTail } from './traffic-tail.ts'
import { startWatch } from './watch/watch.ts'

/**
 * Resolves with why the drill ended, in words; rejects when it was interrupted or could not go on. `takeBack` is called
 * when the load has ended, while the app is still up: for what is broken, and after what is stored was read, for all.
 */
export async function conduct(
  room: Room,
  options: RunOptions,
  interruption: Interruption,
  takeBack: (which: TakenBack) => Promise<void>,
): Promise<string> {
  interruption.signal.throwIfAborted()
  await holdLocks(room, options)
  const stateDir = await makeStateDir(room, options)
  const logs = await keepLogs(room, options, stateDir)
  try {
    return await conductIn({ ...room, logsDir: logs.directory }, options, interruption, takeBack, stateDir)
  } finally {
    await logs.stop()
  }
}

async function conductIn(
  room: Room,
  options: RunOptions,
  interruption: Interruption,
  takeBack: (which: TakenBack) => Promise<void>,
  stateDir: string,
): Promise<string> {
  await sweepAtEnd(room)
  const context: TargetContext = {
    host: options.host,
    run: room.run,
    root: options.root,
    logsDir: room.logsDir,
    record: room.directory,
    stateDir,
    signal: interruption.signal,
    links: neededLinks(options.plan.drill.steps, options.faults),
    change: room.changes.change,
    nextMark: room.nextMark,
    progress: (text) => room.journal.write({ type: 'progress', text }),
    observed: (what) => room.journal.write(what),
  }
  const target = await options.target.start(context)
  journalTraffic(room, target)
  return thenAlways(
    room,
    async () => {
      await keepKeysBefore(room, options, target, interruption.signal)
      const reason = await underLoad(room, options, interruption, target, stateDir)
      // What is still broken might keep the app from saying what it has stored.
      await takeBack('broken')
      await keepStored(room, options, target, interruption.signal)
      return reason
    },
    async () => {
      for (const { name, how, lastLines } of target.unexpectedEnds()) {
        room.journal.write({ type: 'unexpected-end', name, how, lastLines })
      }
      await takeBack('all').finally(() => target.stop())
    },
  )
}

/** As `finally`, but of two errors the first is thrown: it is the reason. The second is said. */
async function thenAlways<T>(
  { journal }: Room,
  act: () => Promise<T>,
  last: () => Promise<void>,
): Promise<T> {
  let result: T
  try {
    result = await act()
  } catch (error) {
    await last().catch((later: unknown) => {
      journal.write({ type: 'progress', text: `And what was to be stopped was not: ${messageOf(later)}` })
    })
    throw error
  }
  await last()
  return result
}

async function underLoad(
  room: Room,
  options: RunOptions,
  { signal }: Interruption,
  target: RunningTarget,
  stateDir: string,
): Promise<string> {
  const { host, loadSettings, plan } = options
  const { journal } = room
  const clock = createRunClock(host.clock, journal)
  const keptMs = longestSpanMs(plan.drill.steps) + loadSettings.requestTimeoutMs
  const live = createLive(latencyBoundMs(plan.drill), keptMs)
  options.onLive(live)
  const releases = createReleases(target.deploy, journal)
  // A build under load would take its CPU from what is measured.
  await findReleases(plan.drill, releases)
  const recorder = await openRecorder(host, room.directory, journal, clock, (rows) => live.add(rows))
  const prober = await startProbing(room, options, target, recorder)
  const load = await startLoad(room, options, target, recorder, stateDir)
  const marks = { load: load.mark, probe: prober.mark }
  const instruments = watchInstruments(host, journal, clock, target, marks)
  const named = watchNamedProbes(options, journal, target)
  const watch = await startWatch(host, journal, target)
  const traffic = target.traffic ? openTrafficTail(host, target.traffic.source, clock) : null
  return thenAlways(
    room,
    async () => {
      const stop = AbortSignal.any([signal, load.lost])
      const seen = { target, live, watch, traffic, probeValues: named.values, releases }
      const reason = await takeDrill(room, options, stop, seen)
      // Requests sent in the last window may hang until their time limit: they are part of what is judged.
      await host.clock.sleep(loadSettings.requestTimeoutMs, stop)
      return reason
    },
    async () => {
      const all = [load, prober, instruments, named, watch, ...(traffic ? [traffic] : [])]
      await Promise.all(all.map((each) => each.stop()))
      clock.check()
      await recorder.close()
    },
  )
}

async function makeStateDir(room: Room, { host }: RunOptions): Promise<string> {
  const path = join(host.env.TMPDIR ?? '/tmp', `firedrill-${room.run}`)
  const undo = { kind: 'remove-dir', args: { path } }
  // Others may enter, so that a database can run as another user.
  await room.changes.change({ what: `make ${path}`, undo }, () => host.files.makeDir(path, 0o711))
  return path
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
