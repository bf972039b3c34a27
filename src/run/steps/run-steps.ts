import { describeStep } from '../../drill/describe.ts'
import type { Step } from '../../drill/model.ts'
import { messageOf } from '../../errors.ts'
import { executors } from './map.ts'
import type { Execute, StepContext, StepOutcome } from './step.ts'

/** Takes the steps in order; stops at the first that is not done. Each one's begin and end is journaled. */
export async function runSteps(steps: readonly Step[], context: StepContext): Promise<StepOutcome> {
  for (const [index, step] of steps.entries()) {
    if (context.signal.aborted) return 'cancelled'
    const outcome = await runStep(step, { ...context, path: `${context.path}[${index}]` })
    if (outcome !== 'done') return outcome
  }
  return 'done'
}

async function runStep(step: Step, context: StepContext): Promise<StepOutcome> {
  const { journal } = context.stage
  const { path, signal } = context
  journal.write({ type: 'step-started', path, what: describeStep(step) })
  try {
    const execute = executors()[step.kind] as Execute<Step['kind']>
    const outcome = await execute(step, context)
    journal.write({ type: 'step-ended', path, outcome, detail: '' })
    return outcome
  } catch (error) {
    const outcome = signal.aborted ? 'cancelled' : 'failed'
    journal.write({ type: 'step-ended', path, outcome, detail: messageOf(error) })
    if (outcome === 'cancelled') return outcome
    throw error
  }
}
