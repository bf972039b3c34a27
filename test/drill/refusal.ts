import { FiredrillError } from '../../src/errors.ts'

/** What was refused, and how; fails when nothing was, or when something else was thrown. */
export function refusal(act: () => unknown): { code: string; message: string; hint: string } {
  try {
    act()
  } catch (error) {
    if (!(error instanceof FiredrillError)) throw error
    return { code: error.code, message: error.message, hint: error.hint }
  }
  throw new Error('nothing was refused')
}

/** A message of this test file, with the line left open. */
export function at(file: string, what: string): RegExp {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${literal(file)}:\\d+: ${literal(what)}`)
}
