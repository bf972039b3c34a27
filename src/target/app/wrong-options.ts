/** What is said of a target's options that are wrong: each field by its path, and what one that is not known may have meant. */
import { closest, distance } from 'fastest-levenshtein'
import { FiredrillError } from '../../errors.ts'

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly code?: string | undefined
  /** Of fields that are not known. */
  readonly keys?: readonly string[]
}

/** So many letters may be wrong, missing or swapped in a slip of the hand. */
const A_SLIP = 3

/** `at` is the path of the options themselves; `known` are their fields. */
export function wrongOptions(
  issues: readonly Issue[],
  at: string,
  known: readonly string[],
  cause?: unknown,
): FiredrillError {
  const lines = issues.flatMap(({ path, message, code, keys }) => {
    const place = [at, ...path].map(String).join('.')
    // A schema may say by itself what it wanted.
    if (code !== 'unrecognized_keys' || keys === undefined || !message.startsWith('Unrecognized'))
      return [`${place}: ${message}`]
    return keys.map(
      (key) => `${place}.${key}: is not a known field${meant(key, path.length === 0 ? known : [])}`,
    )
  })
  return new FiredrillError('config-invalid', lines.join('\n'), {
    hint: 'Correct the fields named above in the configuration.',
    cause,
  })
}

function meant(key: string, known: readonly string[]): string {
  if (known.length === 0) return ''
  const near = closest(key, known)
  return distance(key, near) <= Math.min(A_SLIP, key.length - 1) ? `; did you mean "${near}"?` : ''
}
