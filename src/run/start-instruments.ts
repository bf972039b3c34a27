/** Starts the load generator and the prober through the run's one way of changing things. */
import { join } from 'node:path'
import { FiredrillError } from '../errors.ts'
import type { LoadEnd, RequestRow } from '../load/load.ts'
import { startProber } from '../probe/start.ts'
import type { RunningTarget } from '../target/target.ts'
import { formatMs } from '../units.ts'
import { atEdge } from './at-edge.ts'
import { allowedHosts } from './hosts/allowed.ts'
import { foreignRequest } from './hosts/foreign-request.ts'
import type { Recorder } from './recorder.ts'
import type { Room } from './room.ts'
import type { RunOptions } from './run-options.ts'
import type { Stopping } from './stopping.ts'

/** Beside the steps: warm-up, start, and the time for which the load outlives the last window. */
const SPARE_MS = 60_000

export interface Instrument {
  mark: string
  stop(): Promise<void>
}

/**
 * `over` is aborted when the load ends without having been asked to, for nothing can be judged from then on: with
 * `load-too-short` where it came to its own end, with `load-failed` otherwise. `lost`, when it asks a host that it may not.
 */
export async function startLoad(
  room: Room,
  options: RunOptions,
  target: RunningTarget,
  recorder: Recorder,
  { signal, hurrying, brokenOff }: Stopping,
): Promise<Instrument & { lost: AbortSignal; over: AbortSignal }> {
  const { journal, changes } = room
  const { loadSettings: settings, plan } = options
  const { profile } = plan.drill.load
  const mark = room.nextMark()
  const undo = { kind: 'end-processes', args: { mark } }
  const lost = new AbortController()
  const over = new AbortController()
  const refuseForeign = (batch: readonly RequestRow[]): void => {
    const foreign = foreignRequest(batch)
    if (foreign) lost.abort(foreign)
  }
  const allowed = await allowedHosts(options.host.net, options.allowedHosts)
  const load = await changes.change({ what: 'start the load', undo }, () =>
    options.load.start({
      ...settings,
      profile,
      maxDurationMs: plan.maxDurationMs + options.warmUpMs + settings.requestTimeoutMs + SPARE_MS,
      edge: atEdge(target, ''),
      stateDir: room.stateDir,
      logFile: join(room.logsDir, 'k6.log'),
      mark,
      // The script's setup() may ask a host that it may not, before there is any load.
      signal: AbortSignal.any([signal, lost.signal]),
      hurrying,
      brokenOff: AbortSignal.any([lost.signal, recorder.lost, ...(brokenOff ? [brokenOff] : [])]),
      deniedRanges: allowed.denied(),
      onRequests(batch) {
        recorder.requests(batch)
        refuseForeign(batch)
      },
      onUnplaced(batch) {
        recorder.unplaced(batch)
        refuseForeign(batch)
      },
      onAside: refuseForeign,
      onMetrics: recorder.metrics,
      onWrites: recorder.writes,
    }),
  )
  const ratePerSecond = profile.kind === 'constant-arrival-rate' ? profile.ratePerSecond : null
  const { script, requestTimeoutMs } = settings
  const { maxVus, thresholds = [] } = load
  const asked = thresholds.length === 0 ? {} : { thresholds: [...thresholds] }
  const startedMs = journal.nowMs()
  journal.write({ type: 'load-started', script, maxVus, ratePerSecond, requestTimeoutMs, ...asked })
  load.firstDueMs.then(
    (dueMs) => journal.write({ type: 'load-first-due', dueMs: journal.fromMono(dueMs) }),
    () => undefined,
  )
  const ended = load.ended.then((end) => {
    journal.write({ type: 'load-ended', ...end })
    if (!end.asked) over.abort(endedEarly(end, journal.nowMs() - startedMs))
  })
  return {
    mark,
    lost: lost.signal,
    over: over.signal,
    async stop() {
      await load.stop()
      await ended
    },
  }
}

/** k6's: all was done, and all was done with a threshold crossed. */
const CAME_TO_ITS_END: readonly (number | null)[] = [0, 99]

function endedEarly({ exitCode, signal, lastLines }: LoadEnd, lastedMs: number): FiredrillError {
  if (CAME_TO_ITS_END.includes(exitCode)) {
    const message = `The load is too short: it came to its own end after ${formatMs(lastedMs)}, before the drill did.`
    return new FiredrillError('load-too-short', message, {
      hint: "Let the script's scenarios last longer than `firedrill plan` says that the drill takes, or give the load a rate in the drill.",
    })
  }
  const how = signal ? `by ${signal}` : `with exit code ${exitCode}`
  return new FiredrillError(
    'load-failed',
    `k6 ended in mid-drill ${how}: ${lastLines.at(-1) ?? 'it said nothing'}`,
    {
      hint: 'Its log is logs/k6.log in the run record.',
    },
  )
}

export async function startProbing(
  room: Room,
  options: RunOptions,
  target: RunningTarget,
  recorder: Recorder,
): Promise<Instrument> {
  const { journal, changes } = room
  const { intervalMs, timeoutMs, path } = options.prober
  const url = atEdge(target, path ?? target.probePath)
  const mark = room.nextMark()
  const undo = { kind: 'end-processes', args: { mark } }
  const logFile = join(room.logsDir, 'prober.log')
  const prober = await changes.change({ what: 'start the prober', undo }, () =>
    startProber(options.host, { url, intervalMs, timeoutMs, mark, logFile, onProbes: recorder.probes }),
  )
  journal.write({ type: 'probe-started', url, intervalMs, timeoutMs })
  const ended = prober.ended.then(({ asked, exitCode, missed, malformedLines }) =>
    journal.write({ type: 'probe-ended', asked, exitCode, missed, malformedLines }),
  )
  return {
    mark,
    async stop() {
      await prober.stop()
      await ended
    },
  }
}
