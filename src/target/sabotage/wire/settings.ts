/** What the program between users and the edge is told: one JSON object, its only argument. */

/** What it does to requests, from the moment on at which it is told to begin. */
export const WIRE_KINDS = ['passes', 'no-retries', 'loses', 'duplicates', 'delays', 'loses-writes'] as const
export type WireKind = (typeof WIRE_KINDS)[number]

export interface WireSettings {
  kind: WireKind
  /** Where users come in, on the loopback address. */
  listen: number
  /** Origins that requests go to, in turn. */
  to: readonly string[]
  /** Of the requests that it may spoil, a ratio 0…1. */
  share: number
  /** Of `delays`, ms. */
  byMs: number
}

/** What it says last, as one line of JSON: of `seen` requests since it began, it spoiled so many. */
export interface WireCounts {
  seen: number
  spoiled: number
}

/** In every line of counts, so that it is told from what else a log may hold. */
const MARK = 'sabotage-counts'

export function countsLine({ seen, spoiled }: WireCounts): string {
  return `${JSON.stringify({ [MARK]: { seen, spoiled } })}\n`
}

/** The last counts in a log; null: it has none, because the program did not come to its end. */
export function countsIn(log: string): WireCounts | null {
  const line = log.split('\n').findLast((each) => each.startsWith(`{"${MARK}"`))
  if (line === undefined) return null
  const { [MARK]: counts } = JSON.parse(line) as Record<typeof MARK, WireCounts>
  return counts
}
