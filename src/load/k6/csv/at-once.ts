/** The same clock, read at two ends of a request: what seems to overlap by less came one after the other. */
const APART_MS = 1

interface Span {
  startMs: number
  endMs: number
}

/** How many of them were under way at once, at most. */
export function mostAtOnce(spans: readonly Span[]): number {
  const changes = spans
    .flatMap(({ startMs, endMs }) => [
      { atMs: startMs, by: 1 },
      { atMs: Math.max(startMs, endMs - APART_MS), by: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs || a.by - b.by)
  let [now, most] = [0, 0]
  for (const { by } of changes) {
    now += by
    most = Math.max(most, now)
  }
  return spans.length === 0 ? 0 : Math.max(1, most)
}
