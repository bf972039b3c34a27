import { formatMs } from '../../units.ts'
import { inWords, keeps, samplesOf, valueSeen } from '../seen-requests.ts'
import type { CreateWatched } from './guard.ts'

const EVERY_MS = 250

/** What clients see over the last `overMs`, of requests that have ended. */
export const measured: CreateWatched<'measured'> = ({ objective, overMs, least }, { load, nowMs }) => ({
  everyMs: EVERY_MS,
  async look() {
    const driven = load()
    if (driven === null) return null
    const untilMs = nowMs()
    const sinceMs = untilMs - overMs
    const rows = driven.live.ended(sinceMs, untilMs, objective.filter)
    if (rows.length < least) {
      // While the load has not lasted so long, few are what is to be expected.
      if (untilMs - driven.sinceMs < overMs) return null
      return {
        seen: false,
        why: `${rows.length} requests ended in the last ${formatMs(overMs)}; fewer than ${least} decide nothing`,
      }
    }
    const restedOn = inWords(objective, rows, overMs)
    if (!keeps(valueSeen(objective, rows), objective.bound)) return { seen: true, bad: false, restedOn }
    return { seen: true, bad: true, restedOn, samples: samplesOf(rows, sinceMs, untilMs) }
  },
})
