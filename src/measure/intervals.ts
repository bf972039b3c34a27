/** The indicators of a run second by second, for those of which a second has a value of its own. */
import type { Indicator, Objective } from '../drill/objective.ts'
import type { RunRecord } from '../journal/record.ts'
import { isPlaced } from './began.ts'
import type { Blocks } from './confidence.ts'
import { type Context, prepare } from './context.ts'
import type { CustomIndicators } from './custom.ts'
import { indicationsOf } from './indications.ts'
import { measureIndicator } from './indicators/map.ts'
import { holds } from './membership.ts'
import type { Samples } from './samples.ts'
import type { Span } from './windows.ts'

export const INTERVAL_MS = 1000

export interface IntervalSeries {
  objective: Objective
  window: string
  kind: Span['kind']
  /** In the order of time, without seconds in which there was nothing; +∞ is a failure. Null: it has one value a run. */
  values: number[] | null
  /** Of shares: bad samples and all, by second; for all else null. */
  blocks: Blocks | null
}

/** One for each indication of `measure`, in the same order. What is left over at a window's end is left out. */
export function intervalsOf(record: RunRecord, customs: CustomIndicators = {}): IntervalSeries[] {
  const context = prepare(record)
  return indicationsOf(context, customs).map(({ objective, window }) => {
    const span = context.spans.find(({ name }) => name === window)
    const { indicator, filter } = objective
    // None of those that have intervals looks at it.
    const limitMs = Number.POSITIVE_INFINITY
    const base = { objective, window, kind: span?.kind ?? 'phase' }
    if (!span || !hasIntervals(indicator)) return { ...base, values: null, blocks: null }
    const seen = secondsOf(span)
      .map((second) => ({ span: second, context: inOneSecond(context, span) }))
      .map((second) => measureIndicator({ indicator, filter, limitMs, customs, ...second }))
      .filter(({ observed }) => observed !== null)
    return {
      ...base,
      values: seen.map(({ observed }) => observed ?? 0),
      blocks: isShare(indicator)
        ? {
            bad: Float64Array.from(seen, ({ bad }) => bad ?? 0),
            total: Float64Array.from(seen, ({ samples }) => samples),
          }
        : null,
    }
  })
}

/**
 * A request whose start is not known may belong to several seconds of the window; it counts in that of its end alone, else
 * in the window's last: the seconds together have what the window has.
 */
function inOneSecond(context: Context, window: Span): Context {
  const { samples, record } = context
  if (samples.uncertain.length === 0) return context
  const { startMs, durationMs } = record.requests
  const lastMs = window.startMs + INTERVAL_MS * Math.floor((window.endMs - window.startMs) / INTERVAL_MS) - 1
  const mayHold: Samples['mayHold'] = (row, second) => {
    if (isPlaced(record.requests, row)) return samples.mayHold(row, second)
    return samples.mayHold(row, window) && holds(second, Math.min(startMs[row]! + durationMs[row]!, lastMs))
  }
  return { ...context, samples: { ...samples, mayHold } }
}

/** Statistics that grow with the length of what they are taken of are of the whole window only. */
const OF_THE_WHOLE: readonly string[] = ['count', 'sum']

function hasIntervals(indicator: Indicator): boolean {
  switch (indicator.kind) {
    case 'latency':
    case 'errors':
    case 'check':
      return true
    case 'uptime':
      return indicator.by === 'requests'
    case 'metric':
    case 'probe':
      return !OF_THE_WHOLE.includes(indicator.stat)
    default:
      return false
  }
}

function isShare({ kind }: Indicator): boolean {
  return kind === 'uptime' || kind === 'errors' || kind === 'check'
}

function secondsOf(span: Span): Span[] {
  const count = Math.floor((span.endMs - span.startMs) / INTERVAL_MS)
  return Array.from({ length: count }, (_, k) => {
    const startMs = span.startMs + k * INTERVAL_MS
    return { ...span, startMs, endMs: startMs + INTERVAL_MS }
  })
}
