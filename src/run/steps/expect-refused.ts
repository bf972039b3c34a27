import { describeCodes, describeStep } from '../../drill/describe.ts'
import { find } from './finding.ts'
import { runSteps } from './run-steps.ts'
import type { Execute, StepOutcome } from './step.ts'

/** Takes a step that must be refused, with one of these codes; what became of it is a finding. */
export const expectRefused: Execute<'expect-refused'> = async (step, context) => {
  const inside = { ...context, path: `${context.path}.step`, refusalExpected: true }
  const outcome = await runSteps([step.step], inside)
  if (outcome === 'cancelled') return outcome
  const holds = typeof outcome === 'object' && step.because.includes(outcome.refused)
  // That it was not refused may come of the load's end: no trigger fires by requests that nobody makes.
  if (!holds && context.loadOver?.aborted) return 'cancelled'
  const what = `${describeStep(step.step)}: refused as ${describeCodes(step.because)}`
  find(context, { what, holds, evidence: [inWords(outcome)] })
  return holds ? 'done' : 'unmet'
}

function inWords(outcome: StepOutcome): string {
  if (typeof outcome === 'object') return `${outcome.refused}: ${outcome.why}`
  return outcome === 'done' ? 'it was not refused' : 'it did not come to its end'
}
