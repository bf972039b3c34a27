/** Does a k6 script tell its requests when to give up? */
import { dirname, join } from 'node:path'
import type { Files } from '../../host/host.ts'

const LOCAL = /\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g
/** Of a script and what it imports; a tree of imports is not followed without end. */
const MOST_FILES = 50

/**
 * The warning for a script that makes requests and nowhere, in what it imports from beside it neither, speaks of a
 * timeout; else null. k6 waits a minute by itself, and cannot be told otherwise from outside. The load ends one request
 * time limit after the drill: what waits longer leaves no request behind, and nobody sees that it failed.
 */
export async function timeLimitWarning(
  files: Files,
  script: string,
  limitMs: number,
): Promise<string | null> {
  const left = [script]
  const read = new Set<string>()
  let asks = false
  for (let path = left.pop(); path !== undefined && read.size < MOST_FILES; path = left.pop()) {
    // What k6 never loads may be no file at all: a type's, or one in a comment.
    const text = read.has(path) ? null : await files.readIfThere(path).catch(() => null)
    read.add(path)
    if (text === null) continue
    if (/timeout/i.test(text)) return null
    asks ||= text.includes('k6/http')
    for (const [, from = ''] of text.matchAll(LOCAL)) left.push(join(dirname(path), from))
  }
  if (!asks) return null
  return `the load script sets no time limit for its requests: those that wait longer than ${limitMs} ms at the end are not seen. Give each request \`timeout: __ENV.REQUEST_TIMEOUT_MS + 'ms'\`.`
}
