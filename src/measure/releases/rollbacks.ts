/**
 * How long a rollback took, from the decision to the moment at which it was over for everybody: every instance says
 * that it runs the release before and is ready, and from there on clients see five clean seconds. An edge that answers
 * from the old release while one instance still runs the bad one stops no clock.
 */
import type { JournalEvent } from '../../journal/events.ts'
import { drillEndMs } from '../drill-end.ts'
import { type App, appAt } from '../instances/apps.ts'
import type { Watch } from '../instances/watch.ts'
import type { FaultSeen, RollbackSeen } from '../measurements.ts'
import { lowerBound } from '../membership.ts'
import { Slices } from '../recovery.ts'
import type { Samples } from '../samples.ts'
import { firstLine } from './deploys.ts'
import { readySince } from './ready-since.ts'
import { saysRelease } from './told.ts'

export interface RollbackInput {
  events: readonly JournalEvent[]
  watch: Watch
  apps: readonly App[]
  faults: readonly FaultSeen[]
  samples: Pick<Samples, 'atMs' | 'durationMs'>
  /** Slices that end later are not whole. */
  seenUpToMs: number
  baselineP95Ms: number
  /** The latency bound that holds in a window. */
  boundMsIn: (window: string) => number
}

export interface Rollback extends RollbackSeen {
  /** Run ms; it can have settled no earlier than this. */
  earliestMs: number
}

/** Every rollback that was decided, in the order of the journal. */
export function rollbacksOf(input: RollbackInput): Rollback[] {
  const rollbacks: RollbackSeen[] = []
  const endMs = drillEndMs(input.events)
  for (const event of input.events) {
    if (event.type === 'rollback-decided') rollbacks.push(decided(event))
    const open = rollbacks.at(-1)
    // What ended in the clean-up was ended by it: a command that hung, or what was undone.
    if (!open || open.actedMs !== null || event.atMs > endMs) continue
    if (event.type === 'rollback-started') open.startedMs ??= event.atMs
    if (event.type === 'rollback-acted') open.actedMs = event.atMs
  }
  return rollbacks.map((rollback) => settled(rollback, input, endMs))
}

function decided({
  window,
  why,
  to,
  atMs,
}: Extract<JournalEvent, { type: 'rollback-decided' }>): RollbackSeen {
  const notYet = { startedMs: null, actedMs: null, readyMs: null, settledMs: null }
  return {
    window,
    why: firstLine(why),
    to: to.version,
    decidedMs: atMs,
    ...notYet,
    instances: [],
    unknown: null,
  }
}

function settled(rollback: RollbackSeen, input: RollbackInput, endMs: number): Rollback {
  const { watch, apps, events } = input
  const { decidedMs, actedMs, to } = rollback
  const names = appAt(apps, watch, actedMs ?? Number.POSITIVE_INFINITY)
  const since = (some: readonly string[]): number | null =>
    readySince({ ...input, names: some, release: to, fromMs: decidedMs })
  const instances = names.map((name) => ({ name, readyMs: since([name]) }))
  const readyMs = since(names)
  const known = { ...rollback, instances, readyMs, earliestMs: decidedMs }
  if (!saysRelease(events)) return { ...known, unknown: 'the instances do not say which release they run' }
  if (readyMs === null && watch.bounds === null)
    return { ...known, unknown: 'the instances were not watched' }
  // A set that was kept is ready all the while: only its end says that users are sent to it again.
  if (actedMs === null && (readyMs !== null || !wasCompleted(events))) {
    const lookedMs = Math.min(endMs, watch.bounds?.endMs ?? endMs)
    return { ...known, earliestMs: lookedMs, unknown: 'it was not seen to come to its end' }
  }
  if (readyMs === null || actedMs === null) return known
  const doneMs = Math.max(readyMs, actedMs)
  const clean = cleanSince(rollback, doneMs, input)
  if (clean.ms !== null) {
    const settledMs = Math.max(doneMs, clean.ms)
    return { ...known, settledMs, earliestMs: settledMs }
  }
  return {
    ...known,
    earliestMs: Math.max(doneMs, clean.earliestMs),
    unknown: clean.mayCome ? 'the record ends before five clean seconds could be seen' : null,
  }
}

/** The begin of the first five clean seconds from the one on that holds the moment; `mayCome`: so far all was clean. */
function cleanSince(
  { window, decidedMs }: RollbackSeen,
  doneMs: number,
  { samples, seenUpToMs, baselineP95Ms, boundMsIn }: RollbackInput,
): { ms: number | null; mayCome: boolean; earliestMs: number } {
  const slices = new Slices({ baselineP95Ms, boundMs: boundMsIn(window), faultMs: decidedMs })
  for (let i = lowerBound(samples.atMs, decidedMs); i < samples.atMs.length; i++)
    slices.add(samples.atMs[i]!, samples.durationMs[i]!)
  const { recoveredMs, earliestMs } = slices.state(seenUpToMs, doneMs - decidedMs)
  const known = { earliestMs: decidedMs + earliestMs }
  if (recoveredMs !== null) return { ...known, ms: decidedMs + recoveredMs, mayCome: false }
  const lastWholeMs = Math.floor((seenUpToMs - decidedMs) / 1000) * 1000
  return { ...known, ms: null, mayCome: lastWholeMs <= doneMs - decidedMs || earliestMs < lastWholeMs }
}

/** Did the drill come to an end of its own? What it then left undone is left undone. */
function wasCompleted(events: readonly JournalEvent[]): boolean {
  return events.some((event) => event.type === 'run-ended' && event.run === 'completed')
}
