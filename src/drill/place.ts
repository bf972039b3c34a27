import { fileURLToPath } from 'node:url'
import { FiredrillError } from '../errors.ts'
import type { Place } from './model.ts'

/** Frames of this room are the language itself; the first one outside of it is the drill. */
const OWN = fileURLToPath(new URL('.', import.meta.url))
const FRAME = /(?:\(|at (?:async )?)((?:file:\/\/)?\/.+?):(\d+):\d+\)?$/

/** Where the caller of the language stands, `/project/drills/kill-node.ts:12`; resolving makes it relative. */
export function here(): Place {
  for (const line of (new Error().stack ?? '').split('\n')) {
    const frame = FRAME.exec(line)
    if (!frame) continue
    const file = frame[1]!.startsWith('file://') ? fileURLToPath(frame[1]!) : frame[1]!
    if (!file.startsWith(OWN)) return `${file}:${frame[2]}`
  }
  return 'unknown place'
}

/** A path or a message with the project's root left out of every path in it. */
export function relativeTo(root: string, text: string): string {
  return text.replaceAll(root.endsWith('/') ? root : `${root}/`, '')
}

/** Why a drill is refused: the place, what is wrong there, and what to do about it. */
export function mistake(place: Place, what: string, hint: string): FiredrillError {
  return new FiredrillError('drill-invalid', `${place}: ${what}`, { hint })
}

/** Reads a written value; an unreadable one is refused with the place where it is written. */
export function readAt<T>(place: Place, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof FiredrillError)) throw error
    throw new FiredrillError(error.code, `${place}: ${error.message}`, { hint: error.hint, cause: error })
  }
}
