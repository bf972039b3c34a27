import type { FaultSeen, InstanceTable, StateStretch } from '../measurements.ts'
import type { Bounds } from '../membership.ts'
import { falseReadyRuns, falseUnreadyRuns, ONE_LOOK_MS, servingIsSeen, unhealthyRuns } from './runs.ts'
import type { Seen, Watch } from './watch.ts'

/** So long, an instance may serve before it says so. */
const SHY_MS = 2000

/** What each instance said of itself against what was true; none where nobody watched. */
export function tablesOf(watch: Watch, faults: readonly FaultSeen[]): InstanceTable[] {
  const isSeen = servingIsSeen(watch)
  return [...watch.seen]
    .map(([name, seen]) => ({ name, stretches: stretchesOf(seen, faults, isSeen) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function stretchesOf(
  seen: readonly Seen[],
  faults: readonly FaultSeen[],
  isSeen: (state: Seen['state']) => boolean,
): StateStretch[] {
  const longer = (runs: Bounds[], ms: number): Bounds[] => runs.filter((run) => run.endMs - run.startMs > ms)
  const wrong: [StateStretch['judged'], Bounds[]][] = [
    ['false-ready', longer(falseReadyRuns(seen.filter(({ state }) => isSeen(state))), ONE_LOOK_MS)],
    ['unhealthy', longer(unhealthyRuns(seen, faults), ONE_LOOK_MS)],
    ['false-unready', longer(falseUnreadyRuns(seen), SHY_MS)],
  ]
  return seen
    .filter(({ startMs, endMs }) => endMs > startMs)
    .map(({ startMs, endMs, state }) => {
      const { alive, health, ready, failing, serves, release } = state
      const touches = (run: Bounds): boolean => run.startMs < endMs && run.endMs > startMs
      const asFarAsSeen = ready === 200 && !isSeen(state) ? 'unknown' : 'right'
      const judged = wrong.find(([, runs]) => runs.some(touches))?.[0] ?? asFarAsSeen
      return { startMs, endMs, alive, health, ready, failing, serves, release, judged }
    })
}
