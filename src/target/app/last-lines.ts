import type { Files } from '../../host/host.ts'
import type { Redact } from './redact.ts'

const LINES = 20
const LINE_LENGTH = 500
/** More than the lines can take. */
const BYTES_READ = 65_536

/** The last lines that a process wrote, since the log was `fromByte` long; none when it wrote nothing. */
export async function lastLines(files: Files, log: string, redact: Redact, fromByte = 0): Promise<string[]> {
  const from = Math.max(fromByte, (await files.size(log)) - BYTES_READ)
  const text = new TextDecoder().decode(await files.readFrom(log, from))
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
