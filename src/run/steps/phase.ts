import { runSteps } from './run-steps.ts'
import type { Execute } from './step.ts'

/** A phase is a window: its bounds are the moments when its first step began and its last one ended. */
export const phase: Execute<'phase'> = async (step, context) => {
  const { stage, loops } = context
  const names = Object.values(loops)
  const window = names.length === 0 ? step.name : `${step.name}[${names.join(',')}]`
  stage.live.beginPhase(window, stage.journal.nowMs())
  stage.journal.write({ type: 'phase-started', window, phase: step.name })
  let completed = false
  try {
    const outcome = await runSteps(step.steps, { ...context, window, path: `${context.path}.steps` })
    completed = outcome === 'done'
    return outcome
  } finally {
    stage.journal.write({ type: 'phase-ended', window, phase: step.name, completed })
    stage.live.endPhase(stage.journal.nowMs())
  }
}
