import type { Requests, Traffic } from '../journal/record.ts'
import { lowerBound } from './membership.ts'
import { orderOf } from './order.ts'

/** Client and edge see the end of one request this far apart at most. */
const APART_MS = 50

/** The instance that a request (by its row and end) was sent to, by the edge's log; null: not in it. */
export type MatchTraffic = (row: number, endMs: number) => string | null

/** Matches by end, method and status, the nearest in time; each line of the log is given out once. */
export function createMatcher(traffic: Traffic, requests: Requests): MatchTraffic {
  const ends = Float64Array.from(
    { length: traffic.length },
    (_, i) => traffic.startMs[i]! + traffic.durationMs[i]!,
  )
  const order = orderOf(ends)
  const sortedEnds = Float64Array.from(order, (line) => ends[line]!)
  const taken = new Uint8Array(traffic.length)
  const methodOf = (line: number): string => traffic.method.values[traffic.method.codes[line]!] ?? ''
  return (row, endMs) => {
    const method = requests.method.values[requests.method.codes[row]!] ?? ''
    const status = requests.status[row]!
    let best = -1
    for (let i = lowerBound(sortedEnds, endMs - APART_MS); i < order.length; i++) {
      if (sortedEnds[i]! > endMs + APART_MS) break
      const line = order[i]!
      if (taken[line] === 1 || methodOf(line) !== method) continue
      // Without an answer the client has no status, whatever the edge wrote down.
      if (status !== 0 && traffic.status[line] !== status) continue
      if (best < 0 || Math.abs(ends[line]! - endMs) < Math.abs(ends[best]! - endMs)) best = line
    }
    if (best < 0) return null
    taken[best] = 1
    return traffic.instance.values[traffic.instance.codes[best]!] ?? ''
  }
}
