/** What goes on from the first request to the last: instruments, load, the drill itself. */
import { latencyBoundMs } from '../measure/baseline.ts'
import type { RunningTarget } from '../target/target.ts'
import { longestSpanMs } from './drill-conditions.ts'
import { watchInstruments } from './instruments.ts'
import { createLive } from './live.ts'
import { watchNamedProbes } from './named-probes.ts'
import { openRecorder } from './recorder.ts'
import { createReleases, findReleases } from './releases.ts'
import type { Room } from './room.ts'
import { createRunClock } from './run-clock.ts'
import type { RunOptions } from './run-options.ts'
import { startLoad, startProbing } from './start-instruments.ts'
import type { Stopping } from './stopping.ts'
import { takeDrill } from './take-drill.ts'
import { thenAlways } from './then-always.ts'
import { openTrafficTail } from './traffic-tail.ts'
import { startWatch } from './watch/watch.ts'

/** Resolves with why the drill ended, in words. */
export async function underLoad(
  room: Room,
  options: RunOptions,
  stopping: Stopping,
  target: RunningTarget,
): Promise<string> {
  const { host, loadSettings, plan } = options
  const { journal } = room
  const { signal, hurrying } = stopping
  const clock = createRunClock(host.clock, journal)
  const keptMs = longestSpanMs(plan.drill.steps, plan.guards) + loadSettings.requestTimeoutMs
  const live = createLive((window) => latencyBoundMs(plan.drill, window), keptMs)
  options.onLive(live)
  const releases = createReleases(target.deploy, journal)
  // A build under load would take its CPU from what is measured.
  await findReleases(plan.drill, releases)
  const recorder = await openRecorder(host, room.directory, journal, clock, live)
  const prober = await startProbing(room, options, target, recorder)
  const load = await startLoad(room, options, target, recorder, stopping)
  const marks = { load: load.mark, probe: prober.mark }
  const instruments = watchInstruments(host, journal, clock, target, marks)
  const named = watchNamedProbes(room, options, target)
  const watch = await startWatch(host, journal, target)
  const traffic = target.traffic ? openTrafficTail(host, target.traffic.source, clock) : null
  return thenAlways(
    room.journal,
    async () => {
      const stop = AbortSignal.any([signal, load.lost, recorder.lost])
      const seen = { target, live, watch, traffic, probeValues: named.values, releases, hurrying }
      const reason = await takeDrill(room, options, { signal: stop, loadOver: load.over }, seen)
      // Requests sent in the last window may hang until their time limit: they are part of what is judged.
      await host.clock.sleep(loadSettings.requestTimeoutMs, AbortSignal.any([stop, load.over]))
      return reason
    },
    async () => {
      // What is seen while all comes to rest says nothing of the drill.
      options.onDrillEnded?.()
      const all = [load, prober, instruments, named, watch, ...(traffic ? [traffic] : [])]
      await Promise.all(all.map((each) => each.stop()))
      clock.check()
      await recorder.close()
    },
  )
}
