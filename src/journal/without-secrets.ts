/** An event as it may stand in a file: whoever writes one need not think of what must not be told. */
import { ownRedaction } from '../redact/process.ts'
import { withReferences } from '../redact/references.ts'
import type { JournalEvent } from './events.ts'

/** An undo has to be carried out: what it needs stands in it by name. */
export function withoutSecrets(event: JournalEvent): JournalEvent {
  if (event.type !== 'intent' && event.type !== 'fault-intended') return ownRedaction.deep(event)
  const { kind, args } = event.undo
  const undo = { kind, args: withReferences(args, ownRedaction) }
  return { ...ownRedaction.deep({ ...event, undo: NONE }), undo }
}

const NONE = { kind: '', args: {} }
