/** Where in a run its harness is killed: after events of its journal, by what they are rather than by their time. */
import type { JournalEvent } from '../../src/journal/events.ts'

export interface Place {
  name: string
  /** After the event with which this gives true for the first time; `seen` are those before it. */
  is(event: JournalEvent, seen: readonly JournalEvent[]): boolean
}

/** After each event, by its number. */
export function everyEvent(events: readonly JournalEvent[]): string[] {
  return events.map((_, index) => `event ${index}`)
}

/** After the first intent, and the first done, of each kind of change. */
export function everyKind(events: readonly JournalEvent[]): string[] {
  const names = events.map((event, index) => kindOf(event, events.slice(0, index)))
  return [...new Set(names.filter((name) => name !== null))]
}

/** One of those, by its name: what is kept of a whole run is the names alone, which hold nothing of the machine. */
export function placeOf(name: string): Place {
  const [, number] = /^event (\d+)$/.exec(name) ?? []
  return {
    name,
    is: (event, seen) =>
      number === undefined ? kindOf(event, seen) === name : seen.length === Number(number),
  }
}

/** `intent: start web-#`; null for an event that is neither. */
function kindOf(event: JournalEvent, seen: readonly JournalEvent[]): string | null {
  if (event.type === 'intent') return `intent: ${plain(event.what)}`
  if (event.type !== 'done') return null
  const intent = seen.find((one) => one.type === 'intent' && one.id === event.id)
  return intent?.type === 'intent' ? `done: ${plain(intent.what)}` : null
}

/** Without what differs from run to run, and from one of several alike to the next. */
function plain(what: string): string {
  return what
    .replace(/\d{8}-\d{6}-[\w-]+/g, '<run>')
    .replace(/[0-9a-f]{8,}/g, '#')
    .replace(/\d+/g, '#')
    .replace(/\/\S+/g, '<path>')
}
