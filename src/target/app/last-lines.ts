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
  const begin = from > fromByte ? text.indexOf('\n') + 1 : 0
  return text
    .slice(begin)
    .trimEnd()
    .split('\n')
    .slice(-LINES)
    .filter((line) => line !== '')
    .map((line) => cutLine(redact(line)))
}

/** One that is very long is cut, and says so. */
export function cutLine(line: string): string {
  if (line.length <= LINE_LENGTH) return line
  return `${line.slice(0, LINE_LENGTH).toWellFormed()}… (${line.length} characters)`
}

/** A sentence with the last lines below it, for messages. */
export function quoteLines(name: string, lines: readonly string[]): string {
  if (lines.length === 0) return `${name} wrote nothing.`
  return [`Last lines of ${name}:`, ...lines.map((line) => `  ${line}`)].join('\n')
}
