/** Reads one input and holds what comes of it against the rule: one clear error, a partial result that says so, or all of it. */
import { FiredrillError } from '../../src/errors.ts'
import type { Input } from './kind.ts'

export type Tried = 'error' | 'partial' | 'whole' | { finding: string }

export async function tryInput(input: Input): Promise<Tried> {
  try {
    const seen = await input.read()
    return typeof seen === 'object' ? { finding: seen.wrong } : seen
  } catch (error) {
    return ofError(error)
  }
}

function ofError(error: unknown): Tried {
  if (!(error instanceof FiredrillError)) {
    const shown = error instanceof Error ? (error.stack ?? String(error)) : String(error)
    return { finding: `it is no clear error: ${shown.split('\n').slice(0, 4).join(' | ')}` }
  }
  if (error.code === 'internal') return { finding: `it is taken for a defect: ${error.message}` }
  if (error.message.trim() === '' || error.hint.trim() === '')
    return { finding: 'an error without words, or a hint' }
  return 'error'
}
