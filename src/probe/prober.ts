import type { Clock, Net } from '../host/host.ts'
import { USER_AGENT } from '../host/version.ts'
import type { ProbeRow } from './probe.ts'
import { createSchedule } from './schedule.ts'

export interface ProberSpec {
  url: string
  intervalMs: number
  timeoutMs: number
  instanceHeader: string
  releaseHeader: string
}

export interface Prober {
  /** Sends no more and resolves when those under way have ended, at the latest after the time limit. */
  stop(): Promise<void>
  readonly missed: number
}

const HEADERS = { 'user-agent': `${USER_AGENT} (prober)` }
/** Far above what the time limit allows to be under way at once; met only when timers themselves fail. */
const MAX_IN_FLIGHT_SPARE = 200

/** Probes until it is stopped. Each probe is on its own: a hung one delays no other. */
export function probe(clock: Clock, net: Net, spec: ProberSpec, onRow: (row: ProbeRow) => void): Prober {
  const schedule = createSchedule(clock.monoMs() + spec.intervalMs, spec.intervalMs)
  const maxInFlight = Math.ceil(spec.timeoutMs / spec.intervalMs) + MAX_IN_FLIGHT_SPARE
  const inFlight = new Set<Promise<void>>()
  let stopping = false

  const send = (dueMs: number): void => {
    if (inFlight.size >= maxInFlight) {
      schedule.miss()
      return
    }
    const sent = probeOnce(net, spec, dueMs).then((row) => {
      inFlight.delete(sent)
      onRow(row)
    })
    inFlight.add(sent)
  }
  const loop = async (): Promise<void> => {
    while (!stopping) {
      for (const dueMs of schedule.due(clock.monoMs())) send(dueMs)
      // Timers count whole milliseconds: one that is rounded down would wake it twice.
      await clock.sleep(Math.ceil(schedule.nextMs() - clock.monoMs()))
    }
  }
  const running = loop()
  return {
    async stop() {
      stopping = true
      await running
      await Promise.all(inFlight)
    },
    get missed() {
      return schedule.missed
    },
  }
}

/** Good is an answer of 200 to 399. */
async function probeOnce(net: Net, spec: ProberSpec, dueMs: number): Promise<ProbeRow> {
  const { status, headers, error, startedMs, endedMs } = await net.probe(spec.url, {
    timeoutMs: spec.timeoutMs,
    headers: HEADERS,
  })
  return {
    dueMs,
    startMs: startedMs,
    endMs: endedMs,
    ok: status !== null && status >= 200 && status < 400,
    status: status ?? 0,
    error: error ?? '',
    instance: headers[spec.instanceHeader] ?? '',
    release: headers[spec.releaseHeader] ?? '',
  }
}
