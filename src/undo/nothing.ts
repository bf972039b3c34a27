import type { JsonObject } from '../drill/model.ts'
import { textArg } from './args.ts'
import { nothingToUndo } from './outcome.ts'
import type { UndoOutcome } from './undo.ts'

/** `{ because }`: the act changes nothing that needs to be undone, and why. */
export async function undoNothing(args: JsonObject): Promise<UndoOutcome> {
  return nothingToUndo(`nothing to undo: ${textArg(args, 'because')}`)
}
