import type { JournalEvent } from '../../journal/events.ts'
import { seenAt, type Watch } from '../instances/watch.ts'
import type { FaultSeen } from '../measurements.ts'

/** For so long it has to last, unless something is done to them before. */
const LASTS_MS = 5000
/** Between something being done and the look that shows it. */
const NEAR_MS = 1000

export interface ReadyQuestion {
  events: readonly JournalEvent[]
  watch: Watch
  faults: readonly FaultSeen[]
  names: readonly string[]
  /** Its version, by their own word. */
  release: string
  fromMs: number
}

/**
 * The first moment from which on every one of these instances said that it runs the release and is ready, for five
 * seconds or until something else was done to them or the watch ended; null: never. Without a watch, the first time
 * that the target was asked and said so.
 */
export function readySince(question: ReadyQuestion): number | null {
  const { watch, names, fromMs } = question
  if (names.length === 0) return null
  if (watch.bounds === null) return asked(question)
  const moments = new Set([fromMs])
  for (const name of names)
    for (const { startMs, endMs } of watch.seen.get(name) ?? []) {
      if (startMs > fromMs) moments.add(startMs)
      if (endMs > fromMs) moments.add(endMs)
    }
  // Being asked again changes what is known of a look that does not see the release.
  for (const { type, atMs } of question.events) if (type === 'instances' && atMs > fromMs) moments.add(atMs)
  let sinceMs: number | null = null
  for (const atMs of [...moments].sort((a, b) => a - b)) {
    const good = atMs < watch.bounds.endMs && names.every((name) => isReadyWith(question, name, atMs))
    if (good) sinceMs ??= atMs
    else if (sinceMs !== null) {
      const lasted = atMs - sinceMs >= LASTS_MS || atMs >= watch.bounds.endMs
      if (lasted || wasDisturbed(question, sinceMs, atMs)) return sinceMs
      sinceMs = null
    }
  }
  return sinceMs
}

function isReadyWith({ watch, events, release }: ReadyQuestion, name: string, atMs: number): boolean {
  const state = seenAt(watch, name, atMs)
  if (state === null || !state.alive || state.ready !== 200) return false
  return (state.release ?? toldRelease(events, name, atMs)) === release
}

/** What the instance said when the target was last asked: not every look sees the release. */
function toldRelease(events: readonly JournalEvent[], name: string, atMs: number): string | null {
  const event = events.findLast((each) => each.type === 'instances' && each.atMs <= atMs)
  if (event?.type !== 'instances') return null
  return event.instances.find((instance) => instance.name === name)?.release?.version ?? null
}

/** A fault, a stop or the next deploy ended it: that does not take back that they were ready. */
function wasDisturbed(
  { events, faults, watch, names }: ReadyQuestion,
  fromMs: number,
  toMs: number,
): boolean {
  const isBetween = (atMs: number): boolean => atMs > fromMs && atMs <= toMs + NEAR_MS
  const isHit = faults.some(({ instantMs }) => instantMs !== null && isBetween(instantMs))
  const isShipped = events.some(
    ({ type, atMs }) => (type === 'deploy-started' || type === 'rollback-decided') && isBetween(atMs),
  )
  return isHit || isShipped || names.some((name) => seenAt(watch, name, toMs)?.endAsked === true)
}

function asked({ events, names, release, fromMs }: ReadyQuestion): number | null {
  const event = events.find(
    (each) =>
      each.type === 'instances' &&
      each.atMs >= fromMs &&
      names.every((name) =>
        each.instances.some(
          (instance) => instance.name === name && instance.ready && instance.release?.version === release,
        ),
      ),
  )
  return event?.atMs ?? null
}
