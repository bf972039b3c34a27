import { join } from 'node:path'
import type { JsonObject } from '../drill/model.ts'
import { isDraftOf } from '../host/draft.ts'
import { readOwner } from '../host/lock.ts'
import { textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

/** `{ directory, run }`: deletes every lock file in the directory that is the run's, drafts of one too, and none of another. */
export async function releaseLock(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const directory = textArg(args, 'directory')
  const run = textArg(args, 'run')
  const heldByRun = async (): Promise<string[]> => {
    const names = (await host.files.exists(directory)) ? await host.files.list(directory) : []
    const held: string[] = []
    for (const name of names) {
      const path = join(directory, name)
      const content = await host.files.readIfThere(path)
      if (content !== null && (isDraftOf(name, run) || readOwner(content)?.run === run)) held.push(path)
    }
    return held
  }
  const held = await heldByRun()
  if (held.length === 0) return nothingToUndo(`no lock in ${directory} is the run's`)
  for (const path of held) await host.files.remove(path)
  const left = await heldByRun()
  if (left.length === 0)
    return undone(`${held.length} lock${held.length === 1 ? '' : 's'} of the run released`)
  return failed(`the run still holds ${left.join(', ')}`, `rm ${left.map((path) => `'${path}'`).join(' ')}`)
}
