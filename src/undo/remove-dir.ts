import { isAbsolute, join, resolve } from 'node:path'
import type { JsonObject } from '../drill/model.ts'
import type { Host } from '../host/host.ts'
import { textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import { isOwnDir, markerOf } from './own-dir.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

/**
 * `{ path, run? }`: removes a directory that a run made. A journal is a file that anybody may have changed, so only
 * two places are ever removed: `firedrill-…` directly below the system's temporary directory, and a directory that
 * holds the file `.firedrill-<run>`.
 */
export async function removeDir(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const written = textArg(args, 'path')
  const path = isAbsolute(written) ? resolve(written) : written
  if (isAbsolute(path) && !(await host.files.exists(path))) return nothingToUndo(`${path} is not there`)
  const run = args.run === undefined ? null : textArg(args, 'run')
  if (!isAbsolute(path) || !(await isOwnDir(host, path, run))) {
    return failed(
      `${path} was left: it is not known to be a directory of the run`,
      `Look what it is; when it is not needed: rm -rf ${quoted(path)}`,
    )
  }
  try {
    await removeAll(host, path, run)
  } catch (error) {
    return failed(`${path} could not be removed: ${String(error)}`, `rm -rf ${quoted(path)}`)
  }
  if (await host.files.exists(path)) return failed(`${path} is still there`, `rm -rf ${quoted(path)}`)
  return undone(`${path} is gone`)
}

/** The marker goes last: where something cannot be removed, it has to be known whose it is the next time too. */
async function removeAll({ files }: Host, path: string, run: string | null): Promise<void> {
  const marker = run === null ? null : markerOf(run)
  if (marker !== null && (await files.exists(join(path, marker))))
    for (const name of await files.list(path)) if (name !== marker) await files.remove(join(path, name))
  await files.remove(path)
}

/** For a shell. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`
}
