import { evaluate } from '../conditions/map.ts'
import type { Execute } from './step.ts'

const POLL_MS = 50

/** Waits for something that is seen. When it does not come in time, the rest of the drill is not taken. */
export const until: Execute<'until'> = async (step, { stage, signal, window }) => {
  const startMs = stage.journal.nowMs()
  for (;;) {
    const { met, restedOn } = await evaluate(step.condition, stage)
    const tookMs = stage.journal.nowMs() - startMs
    if (met || tookMs >= step.withinMs) {
      const { condition, withinMs } = step
      stage.journal.write({ type: 'condition', condition, window, met, withinMs, restedOn, tookMs })
      return met ? 'done' : 'unmet'
    }
    await stage.host.clock.sleep(POLL_MS, signal)
  }
}
