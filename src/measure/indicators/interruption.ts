import { isBadProbe, slowProbeMs } from '../outage.ts'
import { interruptedMs } from '../outages-in.ts'
import { type Measure, noValue } from './indicator.ts'
import { probesIn } from './probes-in.ts'

/** The longest outage that the prober saw. */
export const interruption: Measure<'interruption'> = ({ context, span }) => {
  const rows = probesIn(context, span)
  if (rows.length === 0) return noValue('no probe was sent in the window')
  const slowMs = slowProbeMs(context.probeRules)
  return {
    observed: context.outages.reduce((longest, outage) => Math.max(longest, interruptedMs(outage, span)), 0),
    samples: rows.length,
    bad: rows.filter((row) => isBadProbe(context.record.probes, row, slowMs)).length,
    confidence: null,
    worst: [],
    uncertain: { bad: 0, total: 0 },
    note: `by the prober, every ${context.probeRules.intervalMs} ms; slower than ${Math.round(slowMs)} ms is out`,
  }
}
