import type { JsonObject } from '../drill/model.ts'
import { specArg } from './args.ts'
import { idleHands } from './idle-hands.ts'
import type { UndoContext, UndoOutcome, UndoSpec } from './undo.ts'

/**
 * `{ of }`: for negative controls alone. Another undo, carried out by hands that do nothing: it has to notice that by
 * looking, and to say what removes the rest.
 */
export async function undoPretended(
  args: JsonObject,
  context: UndoContext,
  run: (spec: UndoSpec, context: UndoContext) => Promise<UndoOutcome>,
): Promise<UndoOutcome> {
  return run(specArg(args, 'of'), { ...context, host: idleHands(context.host) })
}
