import { windowName } from '../../drill/windows.ts'
import { logSizes } from '../log-sizes.ts'
import { runSteps } from './run-steps.ts'
import type { Execute } from './step.ts'

/** A phase is a window: its bounds are the moments when its first step began and its last one ended. */
export const phase: Execute<'phase'> = async (step, context) => {
  const { stage, loops } = context
  const window = windowName(step.name, Object.values(loops))
  const sizes = await logSizes(stage)
  const startMs = stage.journal.nowMs()
  stage.live.beginPhase(window, startMs)
  stage.journal.write({ type: 'phase-started', window, phase: step.name }, startMs)
  let completed = false
  try {
    const begin = { startMs, logSizes: sizes }
    const path = `${context.path}.steps`
    const outcome = await runSteps(step.steps, { ...context, window, path, phase: begin })
    completed = outcome === 'done'
    return outcome
  } finally {
    stage.journal.write({ type: 'phase-ended', window, phase: step.name, completed })
    stage.live.endPhase(stage.journal.nowMs())
  }
}
