import type { RunRecord } from '../journal/record.ts'

/** What is to be done about the error that ended the run, in sentences; null: none did, or nothing is known. */
export function toDo({ events }: Pick<RunRecord, 'events'>): string | null {
  const end = events.find((event) => event.type === 'run-ended')
  return (end?.type === 'run-ended' && end.hint) || null
}
