/** What is to be said of the instruments, each in one line; none for those that worked as they should. */
import type { InstrumentHealth } from '../measure/instrument-health.ts'
import { THRESHOLDS } from '../measure/thresholds.ts'
import { formatMs, formatRatio } from '../units.ts'
import { counted, formatCount } from './wording.ts'

export function instrumentFindings(health: InstrumentHealth): string[] {
  const { load, probe, harness, clockSteps } = health
  return [
    ...said(load.crashed, 'the load generator ended early'),
    ...load.stalls.map((stall) => `the load generator stalled for ${formatMs(stall.endMs - stall.startMs)}`),
    ...said(load.missing > 0, `${counted(load.missing, 'arrival was', 'arrivals were')} due and not sent`),
    ...said(load.malformedRows > 0, `${counted(load.malformedRows, 'row')} of the load could not be read`),
    ...said(probe.crashed, 'the prober ended early'),
    ...probe.stalls.map((stall) => `the prober stalled for ${formatMs(stall.endMs - stall.startMs)}`),
    ...said(probe.missed > 0, `${counted(probe.missed, 'probe was', 'probes were')} not sent`),
    ...said(
      (probe.malformedLines ?? 0) > 0,
      `${counted(probe.malformedLines ?? 0, 'line')} of the prober could not be read`,
    ),
    ...said(
      harness.loopDelayMaxMs > THRESHOLDS.loopDelayMs,
      `the harness was held up for ${formatMs(harness.loopDelayMaxMs)}`,
    ),
    ...machineFindings(health.machine ?? null),
    ...clockSteps.map(({ stepMs }) => `the wall clock stepped by ${formatMs(Math.abs(stepMs))}`),
  ]
}

/** A busy machine is no reason to refuse a verdict: what it did to an instrument shows in that one. */
function machineFindings(machine: NonNullable<InstrumentHealth['machine']> | null): string[] {
  if (machine === null) return []
  const { stolenMax, waiting, runnableMax } = machine
  const most = runnableMax === null ? '' : ` (at most ${formatCount(runnableMax)} at once)`
  return [
    ...said(
      stolenMax > THRESHOLDS.stolenShare,
      `the hypervisor took ${formatRatio(stolenMax)} of the cores' time over a second`,
    ),
    ...said(
      waiting !== null && waiting > THRESHOLDS.cpuPressureShare,
      `the machine was busy: something waited for a core for ${formatRatio(waiting ?? 0)} of the time${most}`,
    ),
  ]
}

function said(holds: boolean, words: string): string[] {
  return holds ? [words] : []
}
