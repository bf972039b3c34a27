import { formatMs } from '../../units.ts'
import { createEvaluator } from '../conditions/map.ts'
import type { Execute } from './step.ts'

const POLL_MS = 50

/** Waits for something that is seen. When it does not come in time, the rest of the drill is not taken. */
export const until: Execute<'until'> = async (step, context) => {
  const { stage, signal, window } = context
  const startMs = stage.journal.nowMs()
  const evaluator = createEvaluator(step.condition, context)
  for (;;) {
    const seen = await evaluator.look()
    const tookMs = stage.journal.nowMs() - startMs
    // A look takes its time: what it shows after the time is over came too late, or nobody knows.
    const met = seen.met && tookMs <= step.withinMs
    if (met || tookMs >= step.withinMs) {
      const { condition, withinMs } = step
      const late = seen.met && !met ? `; seen after ${formatMs(tookMs)}, too late` : ''
      const restedOn = `${seen.restedOn}${late}`
      stage.journal.write({ type: 'condition', condition, window, met, withinMs, restedOn, tookMs })
      return met ? 'done' : 'unmet'
    }
    await stage.host.clock.sleep(POLL_MS, signal)
  }
}
