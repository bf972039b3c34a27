import { unhealthyRuns } from '../instances/runs.ts'
import { type Measure, noValue } from './indicator.ts'
import { longestRun } from './longest-run.ts'

/** The longest time in which an instance's process lived and its health endpoint did not say so. */
export const unhealthy: Measure<'unhealthy'> = ({ context, span }) => {
  const { watch, faults } = context
  const asked = [...watch.seen.values()].some((seen) => seen.some(({ state }) => state.health !== null))
  if (watch.bounds !== null && !asked) return noValue('no instance ever answered at a health endpoint')
  return longestRun(context, span, (seen) => unhealthyRuns(seen, faults))
}
