import { isAbsolute, join } from 'node:path'
import type { JsonObject } from '../drill/model.ts'
import type { Host } from '../host/host.ts'
import { textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

/**
 * `{ path, run? }`: removes a directory that a run made. A journal is a file that anybody may have changed, so only
 * two places are ever removed: `firedrill-…` directly below the system's temporary directory, and a directory that
 * holds the file `.firedrill-<run>`.
 */
export async function removeDir(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const path = textArg(args, 'path').replace(/\/+$/, '')
  if (isAbsolute(path) && !(await host.files.exists(path))) return nothingToUndo(`${path} is not there`)
  const run = args.run === undefined ? null : textArg(args, 'run')
  if (!isAbsolute(path) || !(isTemporary(host, path) || (await isOwned(host, path, run)))) {
    return failed(
      `${path} was left: it is not known to be a directory of the run`,
      `Look what it is; when it is not needed: rm -rf ${quoted(path)}`,
    )
  }
  try {
    await host.files.remove(path)
  } catch (error) {
    return failed(`${path} could not be removed: ${String(error)}`, `rm -rf ${quoted(path)}`)
  }
  if (await host.files.exists(path)) return failed(`${path} is still there`, `rm -rf ${quoted(path)}`)
  return undone(`${path} is gone`)
}

/** macOS: /tmp and the user's temporary directory are links into /private. */
function isTemporary({ env }: Host, path: string): boolean {
  const roots = ['/tmp', ...(env.TMPDIR ? [env.TMPDIR.replace(/\/+$/, '')] : [])]
  return roots
    .flatMap((root) => [root, `/private${root}`])
    .some((root) => path.startsWith(`${root}/firedrill-`) && !path.slice(root.length + 1).includes('/'))
}

async function isOwned(host: Host, path: string, run: string | null): Promise<boolean> {
  return run !== null && !run.includes('/') && (await host.files.exists(join(path, `.firedrill-${run}`)))
}

/** For a shell. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`
}
