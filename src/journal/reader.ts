import { FiredrillError } from '../errors.ts'
import { JOURNAL_FORMAT, type JournalEvent, type RunStarted } from './events.ts'

export interface JournalText {
  header: RunStarted
  events: JournalEvent[]
  /** What could not be read, in words. */
  damage: string[]
}

/**
 * Reads a journal back. A line that was cut off (the writer was killed) or that is garbage is left out and said.
 * Throws `record-invalid` when there is no usable first event, or when the format is newer than this firedrill.
 */
export function readJournal(text: string, name: string): JournalText {
  const events: JournalEvent[] = []
  let bad = 0
  for (const line of text.split('\n')) {
    if (line === '') continue
    const event = parse(line)
    if (event) events.push(event)
    else bad += 1
  }
  const header = events[0]
  if (header?.type !== 'run-started') {
    throw new FiredrillError('record-invalid', `${name} does not begin with the start of a run.`, {
      hint: 'The record is not one of firedrill, or was cut off before the run began. Run the drill again.',
    })
  }
  if (header.format > JOURNAL_FORMAT) {
    throw new FiredrillError(
      'record-invalid',
      `${name} has format ${header.format}; this firedrill reads up to ${JOURNAL_FORMAT}.`,
      { hint: `Use firedrill ${header.firedrill} or newer to read it.` },
    )
  }
  const damage = bad === 0 ? [] : [`${bad} line${bad === 1 ? '' : 's'} of the journal could not be read`]
  return { header, events, damage }
}

function parse(line: string): JournalEvent | null {
  try {
    const value: unknown = JSON.parse(line)
    return isEvent(value) ? value : null
  } catch {
    return null
  }
}

function isEvent(value: unknown): value is JournalEvent {
  if (typeof value !== 'object' || value === null) return false
  const event = value as Record<string, unknown>
  return (
    typeof event['seq'] === 'number' && typeof event['atMs'] === 'number' && typeof event['type'] === 'string'
  )
}
