import type { RunRecord } from '../journal/record.ts'
import { among } from './filter.ts'

/**
 * When each iteration began or was dropped, ascending. An iteration's begin is its end less its duration; where the
 * record has no iterations, each request is taken for one.
 */
export function arrivalsOf({ metrics, requests }: RunRecord): Float64Array {
  const isIteration = among(metrics.metric, (name) => name === 'iteration_duration')
  const isDrop = among(metrics.metric, (name) => name === 'dropped_iterations')
  const arrivals: number[] = []
  let iterations = 0
  for (let row = 0; row < metrics.length; row++) {
    const atMs = metrics.atMs[row]!
    if (isIteration(row)) {
      arrivals.push(atMs - metrics.value[row]!)
      iterations += 1
    } else if (isDrop(row)) {
      const count = Math.max(1, Math.round(metrics.value[row]!))
      for (let k = 0; k < count; k++) arrivals.push(atMs)
    }
  }
  if (iterations > 0) return Float64Array.from(arrivals).sort()
  const all = new Float64Array(requests.length + arrivals.length)
  all.set(requests.startMs.subarray(0, requests.length))
  all.set(arrivals, requests.length)
  return all.sort()
}
