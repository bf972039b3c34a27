import type { JsonObject } from '../drill/model.ts'
import { textArg } from './args.ts'
import { nothingToUndo } from './outcome.ts'
import type { UndoOutcome } from './undo.ts'

/** `{ by }`: another undo, which is on disk as well, heals this too; it says what was seen. */
export async function undoCovered(args: JsonObject): Promise<UndoOutcome> {
  return nothingToUndo(`healed with: ${textArg(args, 'by')}`)
}
