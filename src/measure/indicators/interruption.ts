import type { PlacedOutage } from '../context.ts'
import type { Doubt } from '../doubt.ts'
import { isBadProbe, slowProbeMs } from '../outage.ts'
import { interruptedMs } from '../outages-in.ts'
import { type Measure, noValue } from './indicator.ts'
import { probesIn } from './probes-in.ts'

/** The longest outage that the prober saw. */
export const interruption: Measure<'interruption'> = ({ context, span }) => {
  const rows = probesIn(context, span)
  if (rows.length === 0) return noValue('no probe was sent in the window')
  const slowMs = slowProbeMs(context.probeRules)
  const longestOf = (outages: readonly PlacedOutage[]): number =>
    outages.reduce((longest, outage) => Math.max(longest, interruptedMs(outage, span)), 0)
  const observed = longestOf(context.outages)
  // What was slow in a crowd that the load generator made, users would not have met.
  const least = longestOf(context.outages.filter((outage) => !isOfCrowd(outage, context.doubts)))
  const certain = least === observed
  return {
    observed,
    samples: rows.length,
    bad: rows.filter((row) => isBadProbe(context.record.probes, row, slowMs)).length,
    confidence: certain
      ? null
      : { low: least, high: observed, method: 'leaving out what the load generator crowded' },
    worst: [],
    uncertain: certain ? { bad: 0, total: 0 } : { bad: 1, total: 1 },
    note: `by the prober, every ${context.probeRules.intervalMs} ms; slower than ${Math.round(slowMs)} ms is out`,
  }
}

/** It began when the crowd did, or in it: what was there before is the app's own. */
function isOfCrowd({ startMs }: PlacedOutage, doubts: readonly Doubt[]): boolean {
  return doubts.some(({ crowdMs, endMs }) => startMs >= crowdMs && startMs <= endMs)
}
