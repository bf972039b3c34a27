import type { Evaluate } from './condition.ts'

/** Five clean seconds in a row of what clients see (see measure/recovery.ts). */
export const recovered: Evaluate<'recovered'> = async (_condition, { stage }) => {
  const { met, restedOn } = stage.live.recovery(stage.journal.nowMs())
  return { met, restedOn }
}
