/** Keeps secrets out of what is shown to a person: command lines, last lines of logs, messages. */
import { Redaction } from '../../redact/redaction.ts'

export type Redact = (text: string) => string

export function createRedact(secrets: readonly string[]): Redact {
  const own = new Redaction()
  for (const [index, secret] of secrets.entries()) own.learn(`secret ${index + 1}`, secret)
  return (text) => own.hidden(text)
}
