import { hostname, userInfo } from 'node:os'
import type { Who } from './host.ts'

/** A user without an entry in the system's list, as in a container, is known by its number. */
export function whoIsHere(userOf: () => { username: string } = userInfo): Who {
  return { user: nameOf(userOf), machine: hostname() }
}

function nameOf(userOf: () => { username: string }): string {
  try {
    return userOf().username
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`
  }
}
