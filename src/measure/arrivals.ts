import type { Metrics, RunRecord } from '../journal/record.ts'
import { among } from './filter.ts'

/** Above this share of requests that stand for an iteration of their own, requests are taken for the arrivals. */
const MIXED = 0.02

/**
 * When each iteration began or was dropped, ascending. An iteration's begin is its end less its duration; one that was
 * under way when the load ended has only a begin. The record tells those that made other than one request, or made it after
 * some time; any other is its request. Which request that is cannot be
 * told in a mixture, so there each request is taken for an arrival.
 */
export function arrivalsOf({ metrics, requests }: RunRecord): Float64Array {
  const isIteration = among(metrics.metric, (name) => name === 'iteration_duration')
  const isUnfinished = among(metrics.metric, (name) => name === 'iteration_unfinished')
  const isDrop = among(metrics.metric, (name) => name === 'dropped_iterations')
  const iterations: number[] = []
  const drops: number[] = []
  let told = 0
  for (let row = 0; row < metrics.length; row++) {
    const atMs = metrics.atMs[row]!
    if (isIteration(row) || isUnfinished(row)) {
      iterations.push(atMs - metrics.value[row]!)
      told += requestsOf(metrics, row)
    } else if (isDrop(row)) {
      const count = Math.max(1, Math.round(metrics.value[row]!))
      for (let k = 0; k < count; k++) drops.push(atMs)
    }
  }
  const alone = requests.length - told
  const ofIterations = iterations.length > 0 && alone <= MIXED * requests.length
  const begins = ofIterations ? iterations : requests.startMs.subarray(0, requests.length)
  const all = new Float64Array(begins.length + drops.length)
  all.set(begins)
  all.set(drops, begins.length)
  return all.sort()
}

/** How many requests an iteration that the record tells of made. */
export function requestsOf({ label }: Metrics, row: number): number {
  return Number(label.values[label.codes[row]!] || 0)
}

/**
 * Until when an arrival that is not there was not made: one that thought before its first request when the load was ended
 * leaves nothing at all. So it is by the longest iteration before the load's end.
 */
export function arrivalsKnownUpTo({ events, metrics }: Pick<RunRecord, 'events' | 'metrics'>): number {
  const end = events.findLast((event) => event.type === 'load-ended')
  // After one that ended by itself nothing was made, and that is what is to be seen.
  if (!end?.asked) return Number.POSITIVE_INFINITY
  const isIteration = among(metrics.metric, (name) => name === 'iteration_duration')
  let longestMs = 0
  for (let row = 0; row < metrics.length; row++)
    if (isIteration(row)) longestMs = Math.max(longestMs, metrics.value[row]!)
  return longestMs === 0 ? Number.POSITIVE_INFINITY : end.atMs - longestMs
}
