/** Which directories a run may remove or copy from. A journal is a file that anybody may have changed. */
import { basename, dirname, join } from 'node:path'
import type { Host } from '../host/host.ts'
import { temporaryRoot } from '../host/temporary-root.ts'

/** The file by which a directory says whose it is, in a shell with another temporary directory too. */
export function markerOf(run: string): string {
  return `.firedrill-${run}`
}

/** `firedrill-…` directly below the temporary directory, or a directory that holds the run's marker. `path` is resolved. */
export async function isOwnDir(host: Host, path: string, run: string | null): Promise<boolean> {
  return isTemporary(host, path) || (await isMarked(host, path, run))
}

/** macOS: /tmp and the user's temporary directory are links into /private. */
function isTemporary(host: Host, path: string): boolean {
  const roots = ['/tmp', temporaryRoot(host)].flatMap((root) => [root, join('/private', root)])
  return /^firedrill-./.test(basename(path)) && roots.includes(dirname(path))
}

async function isMarked(host: Host, path: string, run: string | null): Promise<boolean> {
  return run !== null && !run.includes('/') && (await host.files.exists(join(path, markerOf(run))))
}
