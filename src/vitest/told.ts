/** An error as it may leave this process: vitest's reporters print it, and a CI system keeps what they print. */
import { isFiredrillError } from '../config/import-module.ts'
import { FiredrillError, messageOf } from '../errors.ts'
import { ownRedaction } from '../redact/process.ts'
import { plainLines } from '../report/plain.ts'

/** An error may be its own cause. */
const MOST_CAUSES = 10

/** The same code, hint and place, with its causes; nothing secret, and no order for a terminal, in any of their texts. */
export function told(thrown: unknown, depth = 0): Error {
  const hasCause = thrown instanceof Error && thrown.cause !== undefined && depth < MOST_CAUSES
  const cause = hasCause ? { cause: told(thrown.cause, depth + 1) } : {}
  const message = shown(messageOf(thrown))
  const error = isFiredrillError(thrown)
    ? new FiredrillError(thrown.code, message, { hint: shown(thrown.hint), ...cause })
    : Object.assign(new Error(message, cause), thrown instanceof Error ? { name: shown(thrown.name) } : {})
  if (thrown instanceof Error && thrown.stack !== undefined) error.stack = shown(thrown.stack)
  return error
}

function shown(text: string): string {
  return plainLines(ownRedaction.text(text))
}
