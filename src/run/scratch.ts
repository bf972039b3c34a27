import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import { temporaryRoot } from '../host/temporary-root.ts'

/** Where a run has everything that does not stay, absolute. */
export function scratchOf(host: Pick<Host, 'env'>, run: string): string {
  return join(temporaryRoot(host), `firedrill-${run}`)
}
