import type { Evaluate } from './condition.ts'

/** Five clean seconds in a row of what clients see (see measure/recovery.ts). */
export const recovered: Evaluate<'recovered'> = async (_condition, { live, journal }) =>
  live.recovery(journal.nowMs())
