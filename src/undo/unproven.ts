import type { JsonObject } from '../drill/model.ts'
import { textArg } from './args.ts'
import { failed } from './outcome.ts'
import { commandInWords } from './run-command.ts'
import type { UndoOutcome } from './undo.ts'

/** `{ of, args }`: in place of an undo of the kind `of`, of a record of which nothing shows that it was made here. */
export async function unproven(args: JsonObject): Promise<UndoOutcome> {
  return failed(
    `nothing shows that this run was made on this machine since it was booted: its undo "${textArg(args, 'of')}" is not carried out`,
    `Look at it: ${inWords(args)}. Do it by hand; or, if the record is yours, \`firedrill recover <run> --trusted\`.`,
  )
}

function inWords({ of, args }: JsonObject): string {
  const own = typeof args === 'object' && args !== null && !Array.isArray(args) ? args : {}
  return of === 'run-command' ? commandInWords(own) : JSON.stringify(own)
}
