import { runSteps } from './run-steps.ts'
import type { Execute } from './step.ts'

/**
 * Runs lanes side by side. The first that is not done cancels the others; all have ended when this returns. A rollback
 * that has begun is let come to its end (see `runSteps`): what it came to counts, and nothing after it is begun.
 */
export const together: Execute<'together'> = async (step, context) => {
  const cancel = new AbortController()
  const signal = AbortSignal.any([context.signal, cancel.signal])
  const runSignal = context.runSignal ?? context.signal
  const changeSignal = AbortSignal.any([context.changeSignal ?? context.signal, cancel.signal])
  const lanes = step.lanes.map(async (lane, index) => {
    try {
      const path = `${context.path}.lanes[${index}]`
      const outcome = await runSteps(lane, { ...context, signal, runSignal, changeSignal, path })
      // One that was cancelled did not give up: what cancelled it ends the others, or lets them be.
      if (outcome !== 'done' && outcome !== 'cancelled')
        cancel.abort(new Error('a neighbouring lane gave up'))
      return outcome
    } catch (error) {
      cancel.abort(error)
      throw error
    }
  })
  const settled = await Promise.allSettled(lanes)
  const failed = settled.find((lane) => lane.status === 'rejected')
  if (failed) throw failed.reason
  const outcomes = settled.map((lane) => (lane.status === 'fulfilled' ? lane.value : 'cancelled'))
  const refusal = outcomes.find((outcome) => typeof outcome === 'object')
  if (refusal) return refusal
  if (outcomes.includes('unmet')) return 'unmet'
  return outcomes.every((outcome) => outcome === 'done') ? 'done' : 'cancelled'
}
