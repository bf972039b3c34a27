import type { JournalEvent } from '../../journal/events.ts'
import { doneWords } from '../summary.ts'
import type { Deed } from './scene.ts'

/** What was done to the app since its warm-up, or happened to it, ascending. */
export function deedsOf(events: readonly JournalEvent[]): Deed[] {
  const begin = events.findIndex(({ type }) => type === 'warm-up-ended' || type === 'phase-started')
  const since = begin < 0 ? [] : events.slice(begin)
  return since.flatMap((event) => deedOf(event, since) ?? []).sort((a, b) => a.atMs - b.atMs)
}

/** What can break a request that was under way. */
const BREAKS: readonly Deed['kind'][] = ['fault', 'stop', 'route', 'death', 'heal']

/** The moments of such deeds, ascending. */
export function breakingMs(deeds: readonly Deed[]): number[] {
  return deeds.filter(({ kind }) => BREAKS.includes(kind)).map(({ atMs }) => atMs)
}

function deedOf(event: JournalEvent, events: readonly JournalEvent[]): Deed | null {
  const { atMs } = event
  const at = (kind: Deed['kind'], name: string, words: string, detail = ''): Deed => ({
    atMs,
    endMs: atMs,
    kind,
    name,
    detail,
    words,
  })
  switch (event.type) {
    case 'fault-injected': {
      const deed = at('fault', event.victim, doneWords(event), event.fault)
      return { ...deed, atMs: event.instantMs, endMs: event.instantMs }
    }
    case 'fault-healed':
      return at(
        'heal',
        event.victim,
        `${event.fault} of ${event.victim} was ${event.seen ? 'healed' : 'NOT seen healed'}`,
        event.fault,
      )
    case 'intent':
      return ofIntent(event, events)
    case 'deploy-started':
      return at('deploy', '', `deploy of ${event.to.version} began`, event.to.version)
    case 'instance-switched':
      return at('switched', event.name, `${event.name} was switched to ${event.to.version}`, event.to.version)
    case 'deploy-ended':
      return at('deploy', '', `deploy ended: ${event.outcome}`, event.outcome)
    case 'rollback-decided':
      return at('rollback', '', `rollback to ${event.to.version} was decided`, event.to.version)
    case 'rollback-acted':
      return at('rollback', '', 'every instance was switched back')
    case 'migrated':
      return at('migrate', '', migratedWords(event), event.direction)
    case 'unexpected-end':
      return at('death', event.name, `${event.name} ended by itself (${event.how})`)
    case 'engine-event':
      return event.action === 'oom'
        ? at('death', event.name, `the engine told: ${event.name} was out of memory`)
        : null
    case 'phase-started':
      return at('phase', '', `phase ${event.window} began`, event.window)
    default:
      return null
  }
}

/** A change that was made: from its intent to the word that it is done. */
function ofIntent(
  event: Extract<JournalEvent, { type: 'intent' }>,
  events: readonly JournalEvent[],
): Deed | null {
  const { id, what, atMs } = event
  const found = /^(stop|start|route to|what the edge at|move the schema) ?(\S*)/.exec(what)
  if (!found) return null
  const over = events.find((other) => (other.type === 'done' || other.type === 'not-done') && other.id === id)
  const endMs = over?.atMs ?? atMs
  // One word is the name of an instance or a service; `stop the proxy of the sabotage` is of neither.
  const name = found[2] === 'the' ? what.slice(what.indexOf('the ')) : (found[2] ?? '')
  if (found[1] === 'stop')
    return { atMs, endMs, kind: 'stop', name, detail: '', words: `${name} was asked to stop` }
  if (found[1] === 'start')
    return { atMs, endMs, kind: 'start', name, detail: '', words: `${name} was started` }
  if (found[1] === 'move the schema')
    return { atMs, endMs, kind: 'migrate', name: '', detail: '', words: `it began to ${what}` }
  return { atMs, endMs, kind: 'route', name: '', detail: '', words: `the edge was told: ${what}` }
}

function migratedWords({ release, direction, moved }: Extract<JournalEvent, { type: 'migrated' }>): string {
  const which = moved === null || moved.length === 0 ? '' : ` (${moved.join(', ')})`
  return `the schema was moved ${direction} by ${release}${which}`
}
