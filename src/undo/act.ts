import type { JsonObject } from '../drill/model.ts'
import { textArg } from './args.ts'
import { failed, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

/**
 * `{ handler, args }`: calls the user's handler of that name, which must be idempotent itself. A text that it returns
 * is the evidence; `false`, or an error, says that it is not healed.
 */
export async function undoAct(args: JsonObject, { handlers = {} }: UndoContext): Promise<UndoOutcome> {
  const name = textArg(args, 'handler')
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
  if (!handler) {
    return failed(
      `the handler "${name}" is not known here`,
      'Run `firedrill recover` in the project, where firedrill.config.ts registers the handler.',
    )
  }
  const seen = await handler(objectOf(args.args))
  if (seen === false)
    return failed(`the handler "${name}" says that it is not undone`, 'Run `firedrill recover` again.')
  return undone(typeof seen === 'string' ? seen : `the handler "${name}" ended without an error`)
}

function objectOf(value: JsonObject[string] | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
