import type { JournalEvent } from '../journal/events.ts'
import type { InstrumentHealth } from './instrument-health.ts'
import { THRESHOLDS } from './thresholds.ts'

/** Steps of the wall clock against the monotonic one. Foreign times within them cannot be placed. */
export function clockSteps(events: readonly JournalEvent[]): InstrumentHealth['clockSteps'] {
  const readings = events.filter((event) => event.type === 'clock')
  return readings.flatMap(({ atMs, offsetMs }, i) => {
    const before = readings[i - 1]
    if (!before || Math.abs(offsetMs - before.offsetMs) <= THRESHOLDS.clockStepMs) return []
    return [{ atMs, stepMs: offsetMs - before.offsetMs }]
  })
}
