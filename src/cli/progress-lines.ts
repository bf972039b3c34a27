import type { JournalEvent } from '../journal/events.ts'
import { engineWords } from '../report/engine-lines.ts'
import { howStopped } from '../report/release-lines.ts'
import { formatMs } from '../units.ts'

/** The line that an event is worth to a person who follows a run; null: none. */
export function lineOf(event: JournalEvent): string | null {
  switch (event.type) {
    case 'progress':
      return event.text
    case 'warm-up-ended':
      return 'warm-up ended'
    case 'steady-state':
      return event.holds ? null : `not steady ${event.when} the drill: ${event.findings.join('; ')}`
    case 'fault-injected':
      return `  ${event.fault} ${event.victim}`
    case 'fault-landed':
      return `  ${event.fault} ${event.victim}: ${event.seen ? 'seen to have landed' : 'NOT seen to have landed'}`
    case 'fault-healed':
      return `  ${event.victim}: ${event.seen ? 'healed' : 'NOT seen to be healed'}`
    case 'stopped':
      return `  ${event.name} stopped: ${howStopped(event)}`
    case 'engine-event':
      return engineLine(event)
    case 'guard':
      return guardLine(event)
    case 'lease-started':
      return `${event.keeper} stands beside the engine at ${event.engine} (${event.image}): hearing nothing for ${formatMs(event.lengthMs)}, it takes back what the run did there`
    case 'lease-lost':
      return `the lease is lost: ${[event.why, ...event.deeds].join(' ')}`
    case 'signal':
      return `${event.signal}: ending the drill and undoing everything${event.hurried ? ', at once' : ''} …`
    default:
      return null
  }
}

function guardLine({ guard, decision, restedOn }: Extract<JournalEvent, { type: 'guard' }>): string {
  switch (decision) {
    case 'stop':
      return `guard ${guard}: ${restedOn}: ending the drill and undoing everything …`
    case 'not-seen':
      return `guard ${guard} cannot be evaluated: ${restedOn}`
    case 'seen-again':
      return `guard ${guard} is evaluated again: ${restedOn}`
  }
}

/** Only what may be news: what ended well was asked to end, and good health shows as readiness does. */
function engineLine(event: Extract<JournalEvent, { type: 'engine-event' }>): string | null {
  const { action, health, name, exitCode } = event
  const isNews =
    action === 'oom' ||
    (action === 'die' && exitCode !== 0) ||
    (action === 'health_status' && health === 'unhealthy')
  return isNews ? `  ${name} ${engineWords(event)}, by the engine` : null
}

export interface InstanceState {
  name: string
  state: 'ready' | 'not ready' | 'down'
}

/** What faults make of their victim by being there. One that is squeezed, or whose link is slow, may be ready all along. */
const CHANGES: Readonly<Record<string, InstanceState['state']>> = {
  kill: 'down',
  crash: 'down',
  pause: 'not ready',
  disconnect: 'not ready',
}

/** What is known of the instances after an event; the same list when the event says nothing of them. */
export function instancesAfter(
  event: JournalEvent,
  before: readonly InstanceState[],
): readonly InstanceState[] {
  const now = (name: string, state: InstanceState['state']): InstanceState[] =>
    before.map((each) => (each.name === name ? { name, state } : each))
  switch (event.type) {
    case 'instances':
      return event.instances.map(({ name, identity, ready }) => ({
        name,
        state: stateOf(identity !== null, ready),
      }))
    case 'instance-state':
      return now(event.name, watched(event))
    case 'fault-landed':
    case 'fault-healed': {
      const state = CHANGES[event.fault]
      if (!event.seen || state === undefined) return before
      return now(event.victim, event.type === 'fault-landed' ? state : 'ready')
    }
    default:
      return before
  }
}

/** As the watch sees it: by its readiness endpoint, or, where it has none, by what it serves. */
function watched({
  alive,
  ready,
  serves,
}: Extract<JournalEvent, { type: 'instance-state' }>): InstanceState['state'] {
  return stateOf(alive, ready === null ? serves : ready >= 200 && ready < 400)
}

function stateOf(up: boolean, ready: boolean): InstanceState['state'] {
  if (!up) return 'down'
  return ready ? 'ready' : 'not ready'
}
