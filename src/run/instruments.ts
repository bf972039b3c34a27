/** The instruments' own health, once a second: how late the harness's event loop is, and who uses how much CPU. */
import type { Host } from '../host/host.ts'
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
      const [load, probe, app] = await Promise.all([
        host.processes.cpuMs(marks.load),
        host.processes.cpuMs(marks.probe),
        target.cpuMs(),
      ])
      const { user, system } = process.cpuUsage()
      const cpu = { harness: Math.round((user + system) / 1000), load, probe, app }
      journal.write({ type: 'instruments', loopDelayMaxMs: Math.round(worstMs * 10) / 10, cpu })
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
