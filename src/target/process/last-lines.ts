import type { Files } from '../../host/host.ts'
import type { Redact } from './redact.ts'

const LINES = 20
const LINE_LENGTH = 500

/** The last lines that a process wrote; none when it wrote nothing. */
export async function lastLines(files: Files, log: string, redact: Redact): Promise<string[]> {
  const text = (await files.readIfThere(log)) ?? ''
  return text
    .trimEnd()
    .split('\n')
    .slice(-LINES)
    .filter((line) => line !== '')
    .map((line) => redact(line).slice(0, LINE_LENGTH))
}

/** A sentence with the last lines below it, for messages. */
export function quoteLines(name: string, lines: readonly string[]): string {
  if (lines.length === 0) return `${name} wrote nothing.`
  return [`Last lines of ${name}:`, ...lines.map((line) => `  ${line}`)].join('\n')
}
