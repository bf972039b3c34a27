import type { JournalEvent } from '../journal/events.ts'
import type { FaultSeen } from './measurements.ts'

type FaultEvent = Extract<JournalEvent, { type: `fault-${string}` }>

/** Every fault that was intended, with what was seen of it, in the order of the intents. */
export function faultsSeen(events: readonly JournalEvent[]): FaultSeen[] {
  const faults: FaultSeen[] = []
  for (const event of events) {
    if (event.type === 'fault-intended') {
      const { fault, window, victim } = event
      faults.push({ fault, window, victim: victim.name, instantMs: null, landed: null, healed: null })
      continue
    }
    if (event.type === 'fault-injected') {
      const fault = waiting(faults, event, ({ instantMs }) => instantMs === null)
      if (fault) fault.instantMs = event.instantMs
    }
    if (event.type === 'fault-landed') {
      const fault = waiting(faults, event, ({ landed }) => landed === null)
      if (fault) fault.landed = seenIn(event)
    }
    if (event.type === 'fault-healed') {
      // A heal may be looked at more than once: the newest word counts.
      const fault =
        waiting(faults, event, ({ landed }) => landed !== null) ?? waiting(faults, event, () => true)
      if (fault) fault.healed = seenIn(event)
    }
  }
  return faults
}

/** Instants of the faults that were injected, ascending, each with its window. */
export function faultInstants(faults: readonly FaultSeen[]): { window: string; instantMs: number }[] {
  return faults
    .flatMap(({ window, instantMs }) => (instantMs === null ? [] : [{ window, instantMs }]))
    .sort((a, b) => a.instantMs - b.instantMs)
}

function seenIn({ seen, evidence, atMs }: { seen: boolean; evidence: string[]; atMs: number }) {
  return { seen, atMs, evidence }
}

/** The latest fault of that name, window and victim which still waits for such an event. */
function waiting(
  faults: readonly FaultSeen[],
  event: Exclude<FaultEvent, { type: 'fault-intended' }>,
  waits: (fault: FaultSeen) => boolean,
): FaultSeen | undefined {
  return faults.findLast(
    (fault) =>
      fault.fault === event.fault &&
      fault.window === event.window &&
      fault.victim === event.victim &&
      waits(fault),
  )
}
