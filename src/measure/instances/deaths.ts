/** Processes of instances that ended, or were replaced by another, though nobody had asked for it. */
import type { JournalEvent } from '../../journal/events.ts'
import type { FaultSeen } from '../measurements.ts'
import { isAnother } from './runs.ts'
import { answers, LOOK_MS, type Seen, type Watch } from './watch.ts'

export interface Death {
  name: string
  atMs: number
  how: 'ended' | 'was replaced'
}

/** Between being asked to end and being seen gone. */
const NEAR_MS = 1000
/** So long after it landed, a fault may still be what ended its victim. */
const EXCUSED_MS = 10_000

/**
 * Asked for is what the watch saw asked, what the journal says was stopped, started or switched just then, and all that
 * changed while the user's own deploy command ran. A fault on the instance excuses one death, up to 10 s after it landed.
 */
export function deathsOf(
  watch: Watch,
  events: readonly JournalEvent[],
  faults: readonly FaultSeen[],
): Death[] {
  const commands = commandTimes(events)
  return [...watch.seen]
    .flatMap(([name, seen]) => {
      const excuses = faults.flatMap(({ victim, instantMs, landed }) =>
        victim === name && instantMs !== null
          ? [{ startMs: instantMs - LOOK_MS, endMs: Math.max(instantMs, landed?.atMs ?? 0) + EXCUSED_MS }]
          : [],
      )
      return changesOf(name, seen)
        .filter((change) => {
          const { atMs, asked } = change
          if (asked || wasAsked(change, events)) return false
          if (commands.some(({ startMs, endMs }) => atMs >= startMs && atMs <= endMs)) return false
          const excuse = excuses.findIndex(({ startMs, endMs }) => atMs >= startMs && atMs <= endMs)
          if (excuse >= 0) excuses.splice(excuse, 1)
          return excuse < 0
        })
        .map(({ asked: _, ...death }) => death)
    })
    .sort((a, b) => a.atMs - b.atMs)
}

function changesOf(name: string, seen: readonly Seen[]): (Death & { asked: boolean })[] {
  const changes: (Death & { asked: boolean })[] = []
  let bootId: string | null = null
  let askedSince = false
  for (const [i, { startMs: atMs, state }] of seen.entries()) {
    askedSince ||= state.endAsked
    const wentDown = seen[i - 1]?.state.alive === true && !state.alive
    if (wentDown) changes.push({ name, atMs, how: 'ended', asked: askedSince })
    else if (isAnother(bootId, state.bootId))
      changes.push({ name, atMs, how: 'was replaced', asked: askedSince })
    if (!state.alive) bootId = null
    else bootId = state.bootId ?? bootId
    // What was asked of it holds until it, or the one after it, answers again.
    if (answers(state)) askedSince = state.endAsked
  }
  return changes
}

function wasAsked({ name, atMs, how }: Death, events: readonly JournalEvent[]): boolean {
  const isNear = (eventMs: number): boolean => eventMs >= atMs - NEAR_MS && eventMs <= atMs + LOOK_MS
  return events.some((event) => {
    switch (event.type) {
      case 'stopped':
        return event.name === name && event.atMs - event.tookMs <= atMs && atMs <= event.atMs + NEAR_MS
      case 'instance-switched':
        // What was switched is up: that it is another one may be seen late, but it has not ended.
        return how === 'was replaced' && event.name === name && isNear(event.atMs)
      case 'intent':
        return (event.what === `stop ${name}` || event.what === `start ${name}`) && isNear(event.atMs)
      default:
        return false
    }
  })
}

/** While the user's own command deploys or rolls back, nobody else can know what it ends. */
function commandTimes(events: readonly JournalEvent[]): { startMs: number; endMs: number }[] {
  const times: { startMs: number; endMs: number }[] = []
  let byCommand = false
  for (const event of events) {
    if (event.type === 'deploy-started') byCommand = event.strategy === 'command'
    if (!byCommand) continue
    // Not from the decision on: a trigger decides while the deploy's command still runs.
    if (event.type === 'deploy-started' || event.type === 'rollback-started')
      times.push({ startMs: event.atMs, endMs: Number.POSITIVE_INFINITY })
    // A rollout that puts back by itself does so within its deploy: neither goes on after the end of either.
    if (event.type !== 'deploy-ended' && event.type !== 'rollback-acted') continue
    for (const time of times) time.endMs = Math.min(time.endMs, event.atMs + NEAR_MS)
  }
  return times
}
