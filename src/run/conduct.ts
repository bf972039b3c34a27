/** The order of a run: hold what is shared, start, load, warm up, take the steps, let the load outlive them, stop. */
import { join, relative } from 'node:path'
import { latencyBoundMs } from '../measure/baseline.ts'
import type { RunningTarget, TargetContext } from '../target/target.ts'
import { watchInstruments } from './instruments.ts'
import type { Interruption } from './interruption.ts'

import { createLive, type Live } from './live.ts'
import { holdLocks } from './locks.ts'
import { watchNamedProbes } from './named-probes.ts'
import { seededRandom } from './random.ts'
import { openRecorder } from './recorder.ts'
import type { Room } from './room.ts'
import { createRunClock } from './run-clock.ts'
import type { RunOptions } from './run-options.ts'
import type { Stage } from './stage.ts'
import { startLoad, startProbing } from './start-instruments.ts'
import { steadyState } from './steady-state.ts'
import { runSteps } from './steps/run-steps.ts'

/** Resolves with why the drill ended, in words; rejects when it was interrupted or could not go on. */
export async function conduct(room: Room, options: RunOptions, interruption: Interruption): Promise<string> {
  interruption.signal.throwIfAborted()
  await holdLocks(room, options)
  const stateDir = await makeStateDir(room, options)
  await sweepAtEnd(room)
  const context: TargetContext = {
    host: options.host,
    run: room.run,
    root: options.root,
    logsDir: room.logsDir,
    stateDir,
    signal: interruption.signal,
    change: room.changes.change,
    nextMark: room.nextMark,
    progress: (text) => room.journal.write({ type: 'progress', text }),
  }
  const target = await options.target.start(context)
  journalTraffic(room, target)
  try {
    return await underLoad(room, options, interruption, target, stateDir)
  } finally {
    for (const { name, how, lastLines } of target.unexpectedEnds()) {
      room.journal.write({ type: 'unexpected-end', name, how, lastLines })
    }
    await target.stop()
  }
}

async function underLoad(
  room: Room,
  options: RunOptions,
  { signal }: Interruption,
  target: RunningTarget,
  stateDir: string,
): Promise<string> {
  const { host } = options
  const { journal } = room
  const clock = createRunClock(host.clock, journal)
  const live = createLive(latencyBoundMs(options.plan.drill))
  options.onLive(live)
  const recorder = await openRecorder(host, room.directory, journal, clock, (rows) => live.add(rows))
  const prober = await startProbing(room, options, target, recorder)
  const load = await startLoad(room, options, target, recorder, stateDir)
  const marks = { load: load.mark, probe: prober.mark }
  const instruments = watchInstruments(host, journal, clock, target, marks)
  const named = watchNamedProbes(options, journal, target)
  try {
    const stop = AbortSignal.any([signal, load.lost])
    const reason = await takeSteps(room, options, stop, target, live, named.values)
    // Requests sent in the last window may hang until their time limit: they are part of what is judged.
    await host.clock.sleep(options.loadSettings.requestTimeoutMs, stop)
    return reason
  } finally {
    await Promise.all([load.stop(), prober.stop(), instruments.stop(), named.stop()])
    clock.check()
    await recorder.close()
  }
}

async function takeSteps(
  room: Room,
  options: RunOptions,
  signal: AbortSignal,
  target: RunningTarget,
  live: Live,
  probeValues: Stage['probeValues'],
): Promise<string> {
  const { host, plan, faults, handlers, warmUpMs } = options
  const { journal, changes } = room
  await host.clock.sleep(warmUpMs, signal)
  journal.write({ type: 'warm-up-ended' })
  if (!(await steadyState('before', journal, target, live)))
    return 'the steady state did not hold before the drill'
  const stage: Stage = {
    host,
    journal,
    target,
    change: changes.change,
    live,
    faults,
    handlers,
    probeValues,
    latencyBoundMs: latencyBoundMs(plan.drill),
    random: seededRandom(plan.drill.seed),
    injected: [],
    expectations: 0,
  }
  const outcome = await runSteps(plan.drill.steps, { stage, signal, window: '', loops: {}, path: 'steps' })
  signal.throwIfAborted()
  await steadyState('after', journal, target, live)
  return outcome === 'done'
    ? 'every step was taken'
    : 'a step did not reach what it waited for; the steps after it were not taken'
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
  journal.write({ type: 'traffic-source', file: relative(directory, file), format })
}
