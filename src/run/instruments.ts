/**
 * The instruments' own health, once a second: how late the harness's event loop is, who uses how much CPU, and how burdened
 * the machine is. The loop is watched by a tick: Node's own histogram of it loses what happens across a reset.
 */
import type { Host, MachineCounters } from '../host/host.ts'
import type { Journal } from '../journal/writer.ts'
import type { RunningTarget } from '../target/target.ts'
import { type Background, everyInterval } from './background.ts'
import type { RunClock } from './run-clock.ts'

const INTERVAL_MS = 1000
const LOOP_TICK_MS = 20

export interface Marks {
  load: string
  probe: string
}

export function watchInstruments(
  host: Host,
  journal: Journal,
  clock: RunClock,
  target: RunningTarget,
  marks: Marks,
): Background {
  let worstMs = 0
  let before: Reading | null = null
  const loop = everyInterval(
    host.clock,
    0,
    async () => {
      const startMs = host.clock.monoMs()
      await host.clock.sleep(LOOP_TICK_MS)
      worstMs = Math.max(worstMs, host.clock.monoMs() - startMs - LOOP_TICK_MS)
    },
    () => undefined,
  )
  const report = everyInterval(
    host.clock,
    INTERVAL_MS,
    async () => {
      clock.check()
      const [load, probe, app, counters] = await Promise.all([
        host.processes.cpuMs(marks.load),
        host.processes.cpuMs(marks.probe),
        target.cpuMs(),
        host.machine.counters(),
      ])
      const { user, system } = process.cpuUsage()
      const cpu = { harness: Math.round((user + system) / 1000), load, probe, app }
      const now = counters && { atMs: host.clock.monoMs(), counters }
      const machine = now && before ? { machine: burden(before, now) } : {}
      before = now
      journal.write({ type: 'instruments', loopDelayMaxMs: Math.round(worstMs * 10) / 10, cpu, ...machine })
      worstMs = 0
    },
    (error) =>
      journal.write({ type: 'progress', text: `the instruments could not be read: ${String(error)}` }),
  )
  return {
    async stop() {
      await Promise.all([loop.stop(), report.stop()])
    },
  }
}

interface Reading {
  atMs: number
  counters: MachineCounters
}

function burden(
  before: Reading,
  now: Reading,
): { stolen: number; waiting: number | null; runnable: number | null } {
  const { allMs, stolenMs, waitingMs, runnable } = now.counters
  const then = before.counters
  const waited = waitingMs === null || then.waitingMs === null ? null : waitingMs - then.waitingMs
  return {
    stolen: shareOf(stolenMs - then.stolenMs, allMs - then.allMs),
    waiting: waited === null ? null : shareOf(waited, now.atMs - before.atMs),
    runnable,
  }
}

/** Of clocks that are read one after the other: never above 1. */
function shareOf(partMs: number, wholeMs: number): number {
  return wholeMs <= 0 ? 0 : Math.round(Math.min(1, Math.max(0, partMs / wholeMs)) * 1000) / 1000
}
