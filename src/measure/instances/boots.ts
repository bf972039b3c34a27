import type { JournalEvent } from '../../journal/events.ts'
import { isAnother } from './runs.ts'
import { answers, type Seen, type Watch } from './watch.ts'

/** The look that no longer sees a process may be written down after the next one is started. */
const SLACK_MS = 400

/** One start of one instance's process, as far as it was watched. */
export interface Boot {
  name: string
  startMs: number
  readyMs: number | null
  /** How it ended before it was ready; null: it did not. */
  ended: 'asked' | 'by itself' | null
}

/**
 * A boot begins where the journal says that the instance is started; where something else starts it (a supervisor),
 * with the first look that no longer saw the process before. Those that the first look found running are none.
 */
export function bootsOf(watch: Watch, events: readonly JournalEvent[]): Boot[] {
  const beganMs = watch.bounds?.startMs ?? 0
  return [...watch.seen].flatMap(([name, seen]) => bootsOfOne(name, seen, events, beganMs))
}

function bootsOfOne(
  name: string,
  seen: readonly Seen[],
  events: readonly JournalEvent[],
  beganMs: number,
): Boot[] {
  const boots: Boot[] = []
  let open: Boot | null = null
  let bootId: string | null = null
  // One that came later, such as a canary, was started while the watch went on.
  const addedMs = seen[0]?.state.alive ? startedMs(name, beganMs, seen[0].startMs, events) : null
  if (addedMs !== null) {
    open = { name, startMs: addedMs, readyMs: null, ended: null }
    boots.push(open)
  }
  // When the process before was last seen.
  let sinceMs = 0
  for (const [i, { startMs, state }] of seen.entries()) {
    const before = seen[i - 1]
    const rose = before !== undefined && state.alive && !before.state.alive
    if (rose || isAnother(bootId, state.bootId)) {
      const fromMs = rose ? startMs : Math.max(sinceMs, boots.at(-1)?.startMs ?? 0)
      const toldMs = startedMs(name, sinceMs - SLACK_MS, startMs, events)
      open = { name, startMs: toldMs ?? fromMs, readyMs: null, ended: null }
      boots.push(open)
      bootId = null
    }
    if (!state.alive) {
      if (open !== null && open.readyMs === null) open.ended = state.endAsked ? 'asked' : 'by itself'
      open = null
      bootId = null
      // What is started now is started after this look began.
      if (before?.state.alive !== false) sinceMs = startMs
      continue
    }
    if (open !== null && open.readyMs === null && state.ready === 200)
      open.readyMs = switchedMs(name, open.startMs, startMs, events) ?? startMs
    bootId ??= state.bootId
    // One that hangs is shown as who it was: its end is where its answers end.
    if (answers(state)) sinceMs = seen[i + 1]?.startMs ?? startMs
  }
  return boots
}

/** When the journal says that it was started, the last time in between. */
function startedMs(
  name: string,
  fromMs: number,
  toMs: number,
  events: readonly JournalEvent[],
): number | null {
  const what = `start ${name}`
  return (
    events.findLast(
      (event) => event.type === 'intent' && event.what === what && event.atMs >= fromMs && event.atMs <= toMs,
    )?.atMs ?? null
  )
}

function switchedMs(
  name: string,
  fromMs: number,
  toMs: number,
  events: readonly JournalEvent[],
): number | null {
  return (
    events.find(
      (event) =>
        event.type === 'instance-switched' &&
        event.name === name &&
        event.atMs >= fromMs &&
        event.atMs <= toMs,
    )?.atMs ?? null
  )
}
