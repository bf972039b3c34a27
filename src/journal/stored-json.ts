/** JSON of a file or a line that any program may have written, or half of it. */
import { FiredrillError } from '../errors.ts'
import { depthOf } from '../redact/json-text.ts'

/** Deeper than anything that is stored; what checks a value goes down one call a level, and must not run out of them. */
const MOST_DEPTH = 100

/** Throws a `SyntaxError` for what is no JSON, and for what is nested more deeply than anything that is stored. */
export function parseJson(text: string): unknown {
  if (depthOf(text) > MOST_DEPTH) throw new SyntaxError(`it is nested more than ${MOST_DEPTH} levels deep`)
  return JSON.parse(text)
}

/** Of a whole file. Throws `record-invalid`, naming it. */
export function storedJson(text: string, file: string): unknown {
  try {
    return parseJson(text)
  } catch (cause) {
    const why =
      cause instanceof SyntaxError && /levels deep/.test(cause.message) ? cause.message : 'it is not JSON'
    throw new FiredrillError('record-invalid', `${file} cannot be read: ${why}.`, {
      hint: 'It was changed, or cut off while it was written. Run the drill again.',
      cause,
    })
  }
}
