import type { Measurements } from '../measure/measurements.ts'
import type { Verdict } from '../verdict/schema.ts'

/** The moment that a reader is shown first. */
export interface Focus {
  /** Run ms. */
  atMs: number
  /** What it is, as the end of "around …". */
  what: string
}

/** So far before and after it is looked at. */
export const AROUND_FOCUS_MS = 10_000

/** The first breach; where nothing broke, the first thing that was done to the app; else where the drill began. */
export function focusOf(verdict: Pick<Verdict, 'diagnosis'>, measurements: Measurements): Focus {
  const breachMs = verdict.diagnosis?.first.atMs ?? null
  if (breachMs !== null) return { atMs: breachMs, what: 'the first breach' }
  const { faults, deploys, stops, windows } = measurements
  const done = [
    ...faults.flatMap(({ instantMs }) =>
      instantMs === null ? [] : [{ atMs: instantMs, what: 'the first fault' }],
    ),
    ...deploys.map(({ startMs }) => ({ atMs: startMs, what: 'the first deploy' })),
    ...stops.flatMap(({ window }) => {
      const phase = windows.find(({ name }) => name === window)
      return phase
        ? [{ atMs: phase.startMs, what: `the begin of ${window}, in which an instance was stopped` }]
        : []
    }),
  ].sort((a, b) => a.atMs - b.atMs)
  const [first] = done
  if (first) return first
  const beginMs = windows.reduce((least, { startMs }) => Math.min(least, startMs), Number.POSITIVE_INFINITY)
  return { atMs: Number.isFinite(beginMs) ? beginMs : 0, what: 'the begin of the drill' }
}
