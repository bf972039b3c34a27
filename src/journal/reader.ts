import { FiredrillError } from '../errors.ts'
import { JOURNAL_FORMAT, type JournalEvent } from './events.ts'
import type { RunStarted } from './run-started.ts'
import { EVENT_SCHEMAS } from './schema/events.ts'
import { runMs } from './schema/values.ts'
import { sequenceOf } from './sequence.ts'
import { parseJson } from './stored-json.ts'

export interface JournalText {
  header: RunStarted
  events: JournalEvent[]
  /** What could not be read, or is not in its place, in words. */
  damage: string[]
  /** Events that were written and are not there: what they intended is not known. A last line that was cut off is none. */
  missing: number
}

/** Longer than the journal of any run that lasted 31 days. */
const MOST_CHARACTERS = 256 * 1024 * 1024
/** Numbers of events stay exact. */
const MOST_EVENTS = 1e9

/**
 * Reads a journal back. A line that was cut off (the writer was killed) or that is no event is left out and said, as is
 * an event that is missing, stands there twice or out of its place. Throws `record-invalid` when there is no usable first
 * event, or when the format is newer than this firedrill.
 */
export function readJournal(text: string, name: string): JournalText {
  if (text.length > MOST_CHARACTERS) throw tooLong(name)
  const events: JournalEvent[] = []
  const bad: string[] = []
  let number = 0
  for (const line of text.split('\n')) {
    number += 1
    if (line === '') continue
    const read = parsed(line)
    refuseNewer(read, name)
    const why = notAnEvent(read)
    if (why === null) events.push(read as JournalEvent)
    else bad.push(`line ${number}: ${why}`)
  }
  const header = events[0]
  if (header?.type !== 'run-started') {
    const more = bad[0] === undefined ? '' : ` (${bad[0]})`
    throw new FiredrillError('record-invalid', `${name} does not begin with the start of a run${more}.`, {
      hint: 'The record is not one of firedrill, or was cut off before the run began. Run the drill again.',
    })
  }
  const { findings, missing } = sequenceOf(events)
  return { header, events, damage: [...badWords(bad), ...findings], missing }
}

/** Undefined: no JSON, which no line can say. */
function parsed(line: string): unknown {
  try {
    return parseJson(line)
  } catch {
    return undefined
  }
}

/** Before anything else of it is looked at: a newer format may look otherwise. */
function refuseNewer(read: unknown, name: string): void {
  if (!isObject(read) || read['type'] !== 'run-started') return
  const { format, firedrill } = read
  if (typeof format !== 'number' || !(format > JOURNAL_FORMAT)) return
  const by = typeof firedrill === 'string' ? `firedrill ${firedrill}` : 'the firedrill that wrote it,'
  throw new FiredrillError(
    'record-invalid',
    `The journal of ${name} has format ${format}; this firedrill reads up to ${JOURNAL_FORMAT}.`,
    { hint: `Use ${by} or newer to read it.` },
  )
}

/** Why it is no event, in words; null: it is one. */
function notAnEvent(read: unknown): string | null {
  if (read === undefined) return 'it is not JSON'
  if (!isObject(read)) return 'it is no event'
  const { seq, atMs, type } = read
  if (!Number.isInteger(seq) || Number(seq) < 0 || Number(seq) > MOST_EVENTS) return 'it has no number'
  if (!runMs.safeParse(atMs).success) return 'it has no moment that a run can have'
  if (typeof type !== 'string') return 'it has no type'
  const schema = Object.hasOwn(EVENT_SCHEMAS, type) ? EVENT_SCHEMAS[type as keyof typeof EVENT_SCHEMAS] : null
  if (schema === null) return `"${type.slice(0, 40)}" is no event that this firedrill knows`
  const issue = schema.safeParse(read).error?.issues[0]
  if (!issue) return null
  return `${[type, ...issue.path].map(String).join('.')}: ${issue.message}`
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The first of them by its place: there may be thousands. */
function badWords(bad: readonly string[]): string[] {
  const [first] = bad
  if (first === undefined) return []
  return [`${bad.length} line${bad.length === 1 ? '' : 's'} of the journal could not be read (${first})`]
}

function tooLong(name: string): FiredrillError {
  return new FiredrillError('record-invalid', `The journal of ${name} is longer than any run writes.`, {
    hint: 'It is not one of firedrill, or was damaged. Run the drill again.',
  })
}
