/** Undos as a journal holds them, with the secrets that they need looked up in what this process knows. */
import type { PendingUndo } from '../journal/pending.ts'
import { ownRedaction } from '../redact/process.ts'
import { resolveReferences } from '../redact/references.ts'

/** Their arguments are words for a person. */
const WORDS = ['nothing', 'covered']

/** One that needs what is not known here says so when its turn comes, and does not keep the others from being tried. */
export function resolvedUndos(
  pending: readonly PendingUndo[],
  known: (called: string) => string | undefined = (called) => ownRedaction.valueOf(called),
): PendingUndo[] {
  return pending.map((each) => {
    const { kind, args } = each.undo
    if (WORDS.includes(kind)) return each
    const { value, missing, isHidden } = resolveReferences(args, known)
    // One that a person has to carry out shows them what is hidden.
    const isLost = isHidden && args.byHand !== true
    if (missing.length === 0 && !isLost) return { ...each, undo: { kind, args: value } }
    return { ...each, undo: { kind: 'lacking-secret', args: { of: kind, missing } } }
  })
}
