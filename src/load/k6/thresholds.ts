/**
 * The script's own thresholds: k6 judges them as ever, over the whole of its run, and what it found is read from its
 * end-of-test summary. Its exit code would say only that some threshold was crossed, and nothing once it is interrupted.
 */
import { z } from 'zod'
import type { JsonObject } from '../../drill/model.ts'
import type { Threshold, ThresholdSeen } from '../load.ts'

/** Whose values k6 keeps apart by tags that it leaves out unless they are asked for. */
const SYSTEM_TAGS = new Set([
  'proto',
  'subproto',
  'status',
  'method',
  'url',
  'name',
  'group',
  'check',
  'error',
  'error_code',
  'tls_version',
  'scenario',
  'service',
  'expected_response',
  'ip',
])

/** As the script's options have them; `abortOnFail` is left out, for the drill says when its load ends. */
export function thresholdsIn({ thresholds }: JsonObject): Threshold[] {
  if (typeof thresholds !== 'object' || thresholds === null || Array.isArray(thresholds)) return []
  return Object.entries(thresholds).flatMap(([metric, list]) =>
    (Array.isArray(list) ? list : [list]).flatMap((each) => {
      const written =
        typeof each === 'object' && each !== null && !Array.isArray(each) ? each.threshold : each
      return typeof written === 'string' ? [{ metric, threshold: written }] : []
    }),
  )
}

/** What k6's options need for them: the thresholds, each value that they are about, and how many samples it rests on. */
export function thresholdOptions(thresholds: readonly Threshold[]): JsonObject {
  if (thresholds.length === 0) return {}
  const ofMetric = Map.groupBy(thresholds, ({ metric }) => metric)
  const written = [...ofMetric].map(([metric, list]) => [metric, list.map(({ threshold }) => threshold)])
  const percentiles = thresholds
    .map(({ threshold }) => statisticOf(threshold))
    .filter((name) => name.startsWith('p('))
  return {
    thresholds: Object.fromEntries(written),
    summaryTrendStats: [...new Set(['count', 'avg', 'min', 'med', 'max', ...percentiles])],
  }
}

/** Of `http_req_duration{expected_response:true}`: `expected_response`, without which it would have no samples. */
export function tagsOf(thresholds: readonly Threshold[]): string[] {
  const named = thresholds.flatMap(({ metric }) =>
    [...metric.matchAll(/[{,]\s*(\w+)\s*:/g)].map(([, tag = '']) => tag),
  )
  return [...new Set(named.filter((tag) => SYSTEM_TAGS.has(tag)))]
}

/** In the entry file: k6 calls it at its end, also when it was interrupted, and writes what it gives back to the file. */
export function summarySource(file: string): string {
  return `export function handleSummary({ metrics }) {
  const seen = Object.entries(metrics).flatMap(([metric, { type, contains, values, thresholds = {} }]) =>
    Object.entries(thresholds).map(([threshold, { ok }]) => ({ metric, threshold, ok, type, contains, values })))
  return { ${JSON.stringify(file)}: JSON.stringify(seen) }
}
`
}

const summary = z.array(
  z.object({
    metric: z.string(),
    threshold: z.string(),
    ok: z.boolean(),
    type: z.enum(['counter', 'gauge', 'rate', 'trend']),
    contains: z.string(),
    values: z.record(z.string(), z.number().nullable()),
  }),
)

/** Empty where k6 left no summary, as when it was killed. */
export function thresholdsSeen(text: string | null): ThresholdSeen[] {
  const read = summary.safeParse(jsonOrNull(text))
  if (!read.success) return []
  return read.data.map(({ metric, threshold, ok, type, contains, values }) => ({
    metric,
    threshold,
    ok,
    value: values[statisticOf(threshold)] ?? null,
    unit: contains === 'time' ? 'ms' : type === 'rate' ? 'ratio' : 'number',
    samples: samplesOf(type, values),
  }))
}

function jsonOrNull(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    // Cut off: what k6 found is not known.
    return null
  }
}

/** A counter that counted nothing, and a gauge, need no samples to be what they are. */
function samplesOf(type: string, values: Readonly<Record<string, number | null>>): number | null {
  if (type === 'trend') return values.count ?? null
  return type === 'rate' ? (values.passes ?? 0) + (values.fails ?? 0) : null
}

/** `p(95)` of `p(95) < 500`; `rate`, `count`, `value`. */
function statisticOf(threshold: string): string {
  return /^\s*(\w+(?:\([^)]*\))?)/.exec(threshold)?.[1] ?? ''
}
