import { relative } from 'node:path'

/** Below the working directory as a person would type it, and whole elsewhere. */
export function shownPath(path: string): string {
  const shown = relative(process.cwd(), path)
  return shown.startsWith('..') ? path : shown || '.'
}
