import type { RunRecord } from '../../../journal/record.ts'
import type { KnownCause } from '../scene.ts'

/** Looked at before and after the first breach. */
const SPAN_MS = 6000
const TIMES = 1.8
/** Below so much of a second, a core has time to spare. */
const BUSY_MS = 800

/** At up to so many times as many requests a second, it is the same load. */
const SAME_LOAD = 1.2

/** The app used several times the CPU that it had used before, at the same load. */
export const burnsCpu: KnownCause = ({ record, breaches }) => {
  const sent = sentBySecond(record.requests)
  const used = perSecond(record.events)
  const between = (fromMs: number, toMs: number): number | null =>
    middle(used.filter((each) => each.atMs >= fromMs && each.atMs < toMs).map(({ cpuMs }) => cpuMs))
  // The first of them may be of something else.
  for (const { atMs, clause } of breaches) {
    if (atMs === null) continue
    const before = between(atMs - 2 * SPAN_MS, atMs - 1000)
    const after = between(atMs, atMs + SPAN_MS)
    if (before === null || after === null || after < BUSY_MS || after < TIMES * Math.max(1, before)) continue
    const rate = { before: sent(atMs - 2 * SPAN_MS, atMs - 1000), after: sent(atMs, atMs + SPAN_MS) }
    if (rate.after > SAME_LOAD * rate.before) continue
    return {
      sure: 'likely',
      what: 'The app itself takes the CPU: it computes much more than before at the same load.',
      evidence: [
        `its processes used ${Math.round(after)} ms of CPU a second after ${clause.objective} broke in ${clause.window}, ${Math.round(before)} ms before it`,
        `${Math.round(rate.after)} requests were sent a second, ${Math.round(rate.before)} before it`,
      ],
      tryThis: [
        'Take a CPU profile of an instance at that time; look for loops without a pause, retries at once, and work that grows with what is kept.',
      ],
      windows: [clause.window],
    }
  }
  return null
}

/** The journal has what was used since the start. */
function perSecond(events: RunRecord['events']): { atMs: number; cpuMs: number }[] {
  const told = events.filter((event) => event.type === 'instruments')
  return told.flatMap(({ atMs, cpu }, k) => {
    const before = told[k - 1]
    return before
      ? [{ atMs, cpuMs: ((cpu.app - before.cpu.app) * 1000) / Math.max(1, atMs - before.atMs) }]
      : []
  })
}

/** The middle number of requests that were sent in a second, of those whole seconds that lie within two moments. */
function sentBySecond({ length, startMs }: RunRecord['requests']): (fromMs: number, toMs: number) => number {
  const counts = new Map<number, number>()
  for (let row = 0; row < length; row++) {
    const second = Math.floor(startMs[row]! / 1000)
    counts.set(second, (counts.get(second) ?? 0) + 1)
  }
  return (fromMs, toMs) => {
    const first = Math.ceil(fromMs / 1000)
    const seconds = Array.from({ length: Math.max(0, Math.floor(toMs / 1000) - first) }, (_, k) => first + k)
    return middle(seconds.map((second) => counts.get(second) ?? 0)) ?? 0
  }
}

function middle(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? null
}
