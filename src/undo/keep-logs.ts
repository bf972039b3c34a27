import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import type { JsonObject } from '../drill/model.ts'
import { messageOf } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { copyLogs } from '../logs/copy.ts'
import { ownRedaction } from '../redact/process.ts'
import { listArg, textArg } from './args.ts'
import { nothingToUndo, undone } from './outcome.ts'
import { isOwnDir } from './own-dir.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

/**
 * `{ from, to, needs, run? }`: copies into the record, with nothing secret in it, what it does not have yet of the logs that
 * lie beside it and are about to be removed. `needs`: names of the secrets that may stand in them; where one is not
 * known the rest is left out. A journal is a file that anybody may have changed: `from` must be the logs of a
 * directory that the run made, and `to` those of a run record.
 */
export async function keepLogs(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const from = textArg(args, 'from')
  const to = textArg(args, 'to')
  const run = args.run === undefined ? null : textArg(args, 'run')
  if (!(await host.files.exists(from))) return nothingToUndo(`there are no logs in ${from}`)
  // The record may have been removed meanwhile. Nothing is left behind by that.
  if (!(await isOfRun(host, from, run)) || !(await isOfRecord(host, to)))
    return nothingToUndo(
      `${from} was not copied to ${to}: they are not known to be logs of a run and its record`,
    )
  const known = new Set(ownRedaction.names())
  const unknown = listArg(args, 'needs').filter((name) => !known.has(name))
  if (unknown.length > 0)
    return nothingToUndo(`the last lines of the logs were left out: ${unknown.join(', ')} is not known here`)
  try {
    await copyLogs(host.files, { from, to }, ownRedaction).end()
  } catch (error) {
    return nothingToUndo(`the last lines of the logs could not be kept: ${messageOf(error)}`)
  }
  return undone(`the logs are whole in ${to}`)
}

async function isOfRun(host: Host, path: string, run: string | null): Promise<boolean> {
  const logs = resolve(path)
  return isAbsolute(path) && basename(logs) === 'logs' && (await isOwnDir(host, dirname(logs), run))
}

async function isOfRecord({ files }: Host, path: string): Promise<boolean> {
  return basename(path) === 'logs' && (await files.exists(join(dirname(path), 'journal.ndjson')))
}
