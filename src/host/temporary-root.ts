import { isAbsolute, resolve } from 'node:path'
import type { Host } from './host.ts'

/**
 * Where what does not stay is made: `$TMPDIR`, without `//`, `.` and `..`, so that what is made there is known again by
 * its path; `/tmp` where that is not set, empty, or relative (which would be another place in each working directory).
 */
export function temporaryRoot({ env }: Pick<Host, 'env'>): string {
  const named = env.TMPDIR ?? ''
  return isAbsolute(named) ? resolve(named) : '/tmp'
}
