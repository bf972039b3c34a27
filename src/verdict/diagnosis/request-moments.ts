/** When a request broke, as measuring has it: what had hung before anything was done was not broken by that. */
import type { RunRecord } from '../../journal/record.ts'
import { baselineBounds } from '../../measure/baseline.ts'
import { instantsOf } from '../../measure/instants.ts'
import { momentsBy } from '../../measure/moments.ts'
import { windowsOf } from '../../measure/windows.ts'

export interface RequestMoments {
  /** The moment that decides on its window, run ms. */
  byWindow(row: number): number
  /** The first of these moments that it was under way at, unless it had hung by then; else its begin. Ascending. */
  among(row: number, deedsMs: readonly number[]): number
}

export function requestMoments(record: RunRecord): RequestMoments {
  const { requests, events } = record
  const spans = windowsOf(record)
  const names = new Set(spans.map(({ name }) => name))
  // What was done outside of every phase draws no request into a window.
  const instants = instantsOf(events).filter(({ window }) => names.has(window))
  const instantsMs = instants.map(({ instantMs }) => instantMs)
  const among = momentsBy(requests, baselineBounds(spans, instants, record))
  return { byWindow: (row) => among(row, instantsMs), among }
}
