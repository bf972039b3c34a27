/** What clients see keeps to an objective over the last `overMs`, at every look for `forMs`. */
import { inWords, keeps, samplesOf, valueSeen } from '../seen-requests.ts'
import type { CreateEvaluator } from './condition.ts'

/** Fewer requests in the span decide nothing. */
const LEAST_REQUESTS = 20

export const measured: CreateEvaluator<'measured'> = ({ objective, overMs, forMs }, { stage }) => {
  let holdsSinceMs: number | null = null
  return {
    async look() {
      const untilMs = stage.journal.nowMs()
      const sinceMs = untilMs - overMs
      const rows = stage.live.ended(sinceMs, untilMs, objective.filter)
      const enough = rows.length >= LEAST_REQUESTS
      const holds = enough && keeps(valueSeen(objective, rows), objective.bound)
      holdsSinceMs = holds ? (holdsSinceMs ?? untilMs) : null
      return {
        met: holdsSinceMs !== null && untilMs - holdsSinceMs >= forMs,
        restedOn: `${inWords(objective, rows, overMs)}${enough ? '' : `: fewer than ${LEAST_REQUESTS} decide nothing`}`,
        samples: samplesOf(rows, sinceMs, untilMs),
      }
    },
  }
}
