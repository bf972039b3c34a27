import { describeStep } from '../../drill/describe.ts'
import type { Step } from '../../drill/model.ts'
import { inner } from '../../drill/walk.ts'
import { messageOf } from '../../errors.ts'
import { NobodyNow } from '../references.ts'
import { find } from './finding.ts'
import { executors } from './map.ts'
import type { Execute, Refused, StepContext, StepOutcome } from './step.ts'

/** Takes the steps in order; stops at the first that is not done. Each one's begin and end is journaled. */
export async function runSteps(steps: readonly Step[], context: StepContext): Promise<StepOutcome> {
  for (const [index, step] of steps.entries()) {
    if (context.signal.aborted) return 'cancelled'
    const outcome = await runStep(step, { ...context, path: `${context.path}[${index}]` })
    if (outcome !== 'done') return outcome
  }
  return 'done'
}

async function runStep(step: Step, around: StepContext): Promise<StepOutcome> {
  const context = { ...around, signal: signalOf(step, around) }
  const { signal } = context
  const { path } = context
  const { journal } = context.stage
  journal.write({ type: 'step-started', path, what: describeStep(step) })
  try {
    const execute = executors()[step.kind] as Execute<Step['kind']>
    const outcome = await execute(step, context)
    if (typeof outcome === 'object') refused(step, outcome, context)
    else journal.write({ type: 'step-ended', path, outcome, detail: '' })
    return outcome
  } catch (error) {
    if (error instanceof NobodyNow && !signal.aborted) return nobody(step, error, context)
    const outcome = signal.aborted ? 'cancelled' : 'failed'
    journal.write({ type: 'step-ended', path, outcome, detail: messageOf(error) })
    if (outcome === 'cancelled') return outcome
    throw error
  }
}

function signalOf(step: Step, { signal, runSignal, changeSignal }: StepContext): AbortSignal {
  // Half-way back is the one place where nothing may be left: only the end of the run ends a rollback.
  if (isRollback(step)) return runSignal ?? signal
  // Nor is a schema or a deploy left half-way because nobody asks the app any more.
  if (step.kind === 'migrate' || step.kind === 'deploy') return changeSignal ?? signal
  return signal
}

/** One that somebody else makes is only looked at. */
function isRollback(step: Step): boolean {
  return step.kind === 'rollback' && !step.observed
}

/** What the step was to be taken on is not there at this moment: it shows nothing, and that is a result. */
function nobody(step: Step, error: NobodyNow, context: StepContext): StepOutcome {
  const { path, stage } = context
  stage.journal.write({ type: 'step-ended', path, outcome: 'unmet', detail: error.message })
  const what = `${describeStep(step)}: somebody is there for it`
  find(context, { what, holds: null, evidence: [`${error.message} ${error.hint}`] })
  return 'unmet'
}

/**
 * A refusal that nobody asked for is a fail of the drill, said once: by the step that was refused. What was decided after
 * the load had ended may rest on just that.
 */
function refused(step: Step, { refused: code, why }: Refused, context: StepContext): void {
  const { path, stage } = context
  const detail = `${code}: ${why}`
  stage.journal.write({ type: 'step-ended', path, outcome: 'unmet', detail })
  if (context.refusalExpected || inner(step).length > 0) return
  const holds = context.loadOver?.aborted ? null : false
  const evidence = holds === null ? [detail, 'the load had ended before'] : [detail]
  find(context, { what: describeStep(step), holds, evidence })
}
