import { fileURLToPath } from 'node:url'
import { FiredrillError } from '../errors.ts'
import type { Place } from './model.ts'

const roomAt = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** The language itself, and the stock drills that are written in it: the first frame outside of both is the user's. */
const OWN = [roomAt('.'), roomAt('../drills/')]
const FRAME = /(?:\(|at (?:async )?)((?:file:\/\/)?\/.+?):(\d+):\d+\)?$/
/** A frame of `standing` below; what called it is not the drill's any more. */
const BORDER = /\bstanding \(/

/** Where the drill was defined whose body is being run. */
let stands: Place | null = null

/** Where the caller of the language stands, `/project/drills/kill-node.ts:12`; resolving makes it relative. */
export function here(): Place {
  for (const line of (new Error().stack ?? '').split('\n')) {
    const frame = FRAME.exec(line)
    if (!frame) continue
    const file = frame[1]!.startsWith('file://') ? fileURLToPath(frame[1]!) : frame[1]!
    if (!OWN.some((room) => file.startsWith(room))) return `${file}:${frame[2]}`
    if (BORDER.test(line)) break
  }
  return stands ?? 'unknown place'
}

/**
 * Runs a drill's body. A stock one has no line of the user's in it: what it makes stands where the drill was defined,
 * for a caller of firedrill's own would mean nothing to anybody.
 */
export function standing<T>(place: Place, body: () => T): T {
  const before = stands
  stands = place
  try {
    return body()
  } finally {
    stands = before
  }
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
