import { join } from 'node:path'
import type { Host } from '../host/host.ts'

/** Where a run has everything that does not stay, absolute. */
export function scratchOf({ env }: Pick<Host, 'env'>, run: string): string {
  return join(env.TMPDIR ?? '/tmp', `firedrill-${run}`)
}
