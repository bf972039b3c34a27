import type { JsonObject } from '../drill/model.ts'
import { textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

/** `{ path, to }`: points the symbolic link at `path` back to `to`; `to: null`: there was none, so it is removed. */
export async function pointRelease(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const path = textArg(args, 'path')
  const to = args.to === null ? null : textArg(args, 'to')
  const before = await host.files.readLink(path)
  const wanted = to === null ? `${path} is not there` : `${path} points to ${to}`
  if (before === null && (await host.files.exists(path))) {
    return failed(`${path} is not a symbolic link`, `Look what it is, then: ln -sfn '${to ?? '…'}' '${path}'`)
  }
  if (before === to) return nothingToUndo(wanted)
  if (to === null) await host.files.remove(path)
  else await host.files.link(to, path)
  const now = await host.files.readLink(path)
  if (now === to) return undone(wanted)
  return failed(
    `${path} points to ${now ?? 'nothing'}`,
    to === null ? `rm '${path}'` : `ln -sfn '${to}' '${path}'`,
  )
}
